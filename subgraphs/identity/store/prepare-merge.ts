import type { ClientSession } from "mongodb";
import { AppError, badInput } from "../../../platform/errors.ts";
import type { Rules } from "../domain/rules.ts";
import type { LinkDocument } from "./collections.ts";
import { customerAt } from "./customer-at.ts";
import type { RebuildContext } from "./rebuild.ts";
import { readTouched, type Touched } from "./touched.ts";

/** Nodes that stand for a side, so that the decision outlives one of them. */
const MOST_IDENTIFIERS = 20;
const MOST_PROFILES = 5;

/** What merging two customers takes. */
export interface PreparedMerge {
  readonly touched: Touched;
  readonly made: readonly LinkDocument[];
  /** The two, as they are now. */
  readonly customers: readonly [string, string];
}

/** Reads both customers, and makes the decision that they are one. */
export async function prepareMerge(
  { a, b }: { readonly a: string; readonly b: string },
  operation: string,
  { store, rules }: RebuildContext,
  session?: ClientSession,
): Promise<PreparedMerge> {
  const touched = await readTouched(store, { fresh: [], nodes: [a, b] }, session);
  const left = customerAt(touched, a, "input.a");
  const right = customerAt(touched, b, "input.b");
  if (left === right) throw badInput("input.b", "is the same customer as input.a");
  const sides = [nodesOf(left, touched, rules), nodesOf(right, touched, rules)] as const;
  const held = (side: readonly string[], customer: string): boolean =>
    side.some((node) => isHeldBy(node, customer, touched));
  const kept = touched.links.find(
    (link) =>
      link.kind === "cannot" &&
      ((held(link.a, left) && held(link.b, right)) || (held(link.a, right) && held(link.b, left))),
  );
  if (kept !== undefined)
    throw new AppError(
      "CONFLICT",
      `input: somebody decided that these are two people; remove the override ${kept.id} first.`,
      { field: "input" },
    );
  return {
    touched,
    made: [{ _id: `${operation}-1`, kind: "must", a: sides[0], b: sides[1], operation }],
    customers: [left, right],
  };
}

function isHeldBy(node: string, customer: string, { profiles, identifiers }: Touched): boolean {
  return (
    identifiers.some((one) => one.id === node && one.customer === customer) ||
    profiles.some((one) => one.key === node && one.customer === customer)
  );
}

/** Strongest identifiers first, then the eldest profiles: the first that is left stands for the side. */
function nodesOf(customer: string, { identifiers, profiles }: Touched, rules: Rules): string[] {
  const ids = identifiers
    .filter((one) => one.customer === customer)
    .sort((x, y) => rules.compare(x, y))
    .map(({ id }) => id);
  const keys = profiles
    .filter((one) => one.customer === customer)
    .sort((x, y) => +x.first - +y.first || (x.key < y.key ? -1 : 1))
    .map(({ key }) => key);
  return [...ids.slice(0, MOST_IDENTIFIERS), ...keys.slice(0, MOST_PROFILES)];
}
