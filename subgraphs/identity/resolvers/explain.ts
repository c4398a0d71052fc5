import { AppError } from "../../../platform/errors.ts";
import type { IdentityContext } from "../context.ts";
import { explainPath, type ExplainedLink } from "../domain/explain/explained-link.ts";
import { leastRefusedPath, strongestPath } from "../domain/explain/paths.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";
import type { ExplainedComponents } from "../store/explain.ts";
import type { CustomerSelector } from "../types.generated.ts";
import { keyOfSelector } from "./selector-key.ts";

/** Why two are one customer. */
interface Explanation {
  readonly customer: CustomerRecord;
  readonly path: readonly ExplainedLink[];
  readonly policyVersion: number;
}

/** Why two are not. */
interface Separation {
  readonly a: CustomerRecord | null;
  readonly b: CustomerRecord | null;
  readonly path: readonly ExplainedLink[] | null;
  readonly first: ExplainedLink | null;
  readonly policyVersion: number;
}

/** The strongest chain between two nodes of one customer; null where they are not one's. */
export async function whyMerged(
  a: CustomerSelector,
  b: CustomerSelector,
  context: IdentityContext,
): Promise<Explanation | null> {
  const { from, to, one, other, explained } = await open(a, b, context);
  if (one === null || one.id !== other?.id) return null;
  const { trace, namespaceOf, evidenceOf } = explained;
  const path = strongestPath(trace, from, to, namespaceOf, context.rules);
  const { version } = context.rules.policy;
  return {
    customer: one,
    path: path === null ? [] : explainPath(path, evidenceOf),
    policyVersion: version,
  };
}

/** The chain between two nodes that breaks least; null where they are one customer's. */
export async function whyNotMerged(
  a: CustomerSelector,
  b: CustomerSelector,
  context: IdentityContext,
): Promise<Separation | null> {
  const { from, to, one, other, explained } = await open(a, b, context);
  if (one !== null && one.id === other?.id) return null;
  const found = leastRefusedPath(explained.trace, from, to);
  const path = found === null ? null : explainPath(found, explained.evidenceOf);
  return {
    a: one,
    b: other,
    path,
    first: path?.find(({ state }) => state !== "used") ?? null,
    policyVersion: context.rules.policy.version,
  };
}

interface Opened {
  readonly from: string;
  readonly to: string;
  readonly one: CustomerRecord | null;
  readonly other: CustomerRecord | null;
  readonly explained: ExplainedComponents;
}

async function open(
  a: CustomerSelector,
  b: CustomerSelector,
  context: IdentityContext,
): Promise<Opened> {
  const [from, to] = [keyOfSelector(a, "a", context), keyOfSelector(b, "b", context)];
  const { loaders } = context;
  const [one, other] = await Promise.all([
    holderOf(from, "a", context),
    holderOf(to, "b", context),
  ]);
  // A generic value lies in no component by itself: those of both customers hold what it was seen with.
  const nodes = [from, to, ...[one, other].flatMap((record) => record?.id ?? [])];
  const [explained] = await Promise.all(nodes.map((node) => loaders.component.load(node)));
  if (explained === undefined) throw new Error("two nodes were asked about");
  return { from, to, one, other, explained };
}

/** Who holds a node; null where it was seen and nobody holds it. */
async function holderOf(
  node: string,
  field: string,
  { loaders }: IdentityContext,
): Promise<CustomerRecord | null> {
  const found = await loaders.customer.load(node);
  if (found.kind === "unknown")
    throw new AppError("NOT_FOUND", `${field}: nobody was ever known by it.`, { field });
  return found.kind === "found" ? found.record : null;
}
