import type { ClientSession } from "mongodb";
import { AppError, badInput } from "../../../platform/errors.ts";
import { splitSides } from "../domain/split-sides.ts";
import type { LinkDocument } from "./collections.ts";
import { customerAt } from "./customer-at.ts";
import type { RebuildContext } from "./rebuild.ts";
import { readTouched, type Touched } from "./touched.ts";

/** Nodes of a customer that can be split: both sides are kept in one document. */
const MOST_NODES = 5_000;

/** Reads a customer, and makes the decision that some of its nodes are somebody else's. */
export async function prepareSplit(
  { customer: key, nodes }: { readonly customer: string; readonly nodes: readonly string[] },
  operation: string,
  { store, rules }: RebuildContext,
  session: ClientSession,
): Promise<{ readonly touched: Touched; readonly made: readonly LinkDocument[] }> {
  const touched = await readTouched(store, { fresh: [], nodes: [key] }, session);
  const customer = customerAt(touched, key, "input.customer");
  const profiles = touched.profiles.filter((one) => one.customer === customer);
  const own = touched.identifiers.filter((one) => one.customer === customer);
  const held = new Set([...profiles.map((one) => one.key), ...own.map(({ id }) => id)]);
  if (held.size > MOST_NODES)
    throw new AppError(
      "OPERATION_LIMIT",
      `input.customer: has more than ${String(MOST_NODES)} identifiers and profiles; too many to split by hand.`,
      { field: "input.customer" },
    );
  nodes.forEach((node, i) => {
    if (!held.has(node))
      throw badInput(
        `input.nodes[${String(i)}]`,
        "is not an identifier or profile of this customer",
      );
  });
  const names = new Map(own.map((one) => [one.id, one]));
  const { taken, kept } = splitSides(
    new Set(nodes),
    profiles.map((one) => ({ key: one.key, ids: one.ids.flatMap((id) => names.get(id) ?? []) })),
    own.map(({ id }) => id),
    rules,
  );
  if (!kept.some((node) => node.startsWith("p")))
    throw badInput("input.nodes", "names everything that the customer has; leave something to it");
  return {
    touched,
    made: [{ _id: `${operation}-1`, kind: "cannot", a: taken, b: kept, operation }],
  };
}
