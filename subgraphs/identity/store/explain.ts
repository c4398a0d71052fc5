import { createEvidenceOf } from "../domain/explain/explained-link.ts";
import type { TraceEdge } from "../domain/trace.ts";
import type { IdentityStore, OperationDocument } from "./collections.ts";
import { planWith, type PlanContext } from "./match/guard.ts";
import { isProfile } from "./read-nodes.ts";
import { readTouched } from "./touched.ts";
import { valueCodec } from "./value-codec.ts";

/** Whole components, and what became of every tie and link in them: worked out anew from what is stored. */
export interface ExplainedComponents {
  readonly trace: readonly TraceEdge[];
  /** The customer of a node; null where nobody holds it or it is not in these components. */
  readonly holderOf: (node: string) => string | null;
  readonly namespaceOf: (node: string) => string | null;
  /** The earliest profile that a tie was seen in. */
  readonly evidenceOf: (edge: TraceEdge) => string | null;
}

/** Reads the components of some nodes, in at most four commands where no link ties others to them. */
export async function explainComponents(
  nodes: readonly string[],
  context: PlanContext,
): Promise<ExplainedComponents> {
  const touched = await readTouched(context.store, { fresh: [], nodes });
  const { trace, holders } = await planWith([], touched, context);
  const identifiers = new Map(touched.identifiers.map((one) => [one.id, one]));
  return {
    trace: trace(),
    holderOf: (node) => holders.get(node) ?? identifiers.get(node)?.customer ?? null,
    namespaceOf: (node) => identifiers.get(node)?.namespace ?? null,
    evidenceOf: createEvidenceOf(touched.profiles),
  };
}

/** A node as it is shown. */
export interface NodeRecord {
  readonly key: string;
  /** Null for a profile. */
  readonly namespace: string | null;
  /** Null for a profile. */
  readonly value: string | null;
  readonly firstSeenAt: Date;
  readonly customer: string | null;
  /** Of a profile: the keys of its identifiers. */
  readonly ids: readonly string[];
  /** Of a profile: its first event, and that event's source. */
  readonly event: string | null;
  readonly source: string | null;
}

/** Reads nodes by key; what nobody knows is left out. Two commands at most. */
export async function readNodes(
  { identifiers, profiles }: IdentityStore,
  keys: readonly string[],
): Promise<Map<string, NodeRecord>> {
  const ids = keys.filter((key) => !isProfile(key));
  const profileKeys = keys.filter(isProfile);
  const [named, seen] = await Promise.all([
    ids.length === 0
      ? []
      : identifiers
          .find(
            { _id: { $in: ids }, first: { $exists: true } },
            { projection: { ns: 1, value: 1, first: 1, customer: 1 } },
          )
          .toArray(),
    profileKeys.length === 0
      ? []
      : profiles
          .find(
            { _id: { $in: profileKeys } },
            { projection: { ids: 1, first: 1, customer: 1, by: 1, from: 1 } },
          )
          .toArray(),
  ]);
  const found = new Map<string, NodeRecord>();
  for (const { _id: key, ns, value, first, customer } of named)
    found.set(key, {
      key,
      namespace: ns,
      value: valueCodec.decode(value),
      firstSeenAt: first,
      customer,
      ids: [],
      event: null,
      source: null,
    });
  for (const { _id: key, ids: own, first, customer, by, from } of seen)
    found.set(key, {
      key,
      namespace: null,
      value: null,
      firstSeenAt: first,
      customer,
      ids: own,
      event: by.at(-1) ?? null,
      source: from,
    });
  return found;
}

/** Operations of the ledger by id. */
export async function readOperations(
  { operations }: IdentityStore,
  ids: readonly string[],
): Promise<Map<string, OperationDocument>> {
  const found = await operations.find({ _id: { $in: [...ids] } }).toArray();
  return new Map(found.map((one) => [one._id, one]));
}

/** The operations that links were made by. */
export async function operationsOfLinks(
  { links }: IdentityStore,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const found = await links
    .find({ _id: { $in: [...ids] } }, { projection: { operation: 1 } })
    .toArray();
  return new Map(
    found.flatMap(({ _id, operation }) => (operation === undefined ? [] : [[_id, operation]])),
  );
}

/** The newest operations that touched a customer under any of the ids that were its own. */
export async function operationsOf(
  { operations }: IdentityStore,
  ids: readonly string[],
  most: number,
): Promise<OperationDocument[]> {
  const own = { $in: [...ids] };
  return operations
    .find(
      { $or: [{ "before.customer": own }, { "after.customer": own }] },
      { sort: { at: -1, _id: -1 }, limit: most },
    )
    .toArray();
}
