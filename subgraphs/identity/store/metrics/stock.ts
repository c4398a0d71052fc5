import { shareOf } from "../../domain/metrics/flow-counts.ts";
import type { IdentityStore } from "../collections.ts";
import type { PlanContext } from "../match/guard.ts";
import { estimateRefused, type RefusedEstimate } from "./refused.ts";

/** What there is, as it was a moment ago. */
export interface Stock {
  readonly at: Date;
  readonly customers: number;
  readonly anchored: number;
  readonly profiles: number;
  readonly namespaces: readonly NamespaceStock[];
  readonly perCustomer: {
    readonly mean: number;
    readonly p95: number;
    readonly max: number;
    readonly sizes: readonly { readonly identifiers: number; readonly customers: number }[];
  };
  readonly deduplication: number | null;
  readonly refused: RefusedEstimate;
  readonly review: {
    readonly decided: number;
    readonly accepted: number;
    readonly precision: number | null;
  };
  readonly largest: readonly { readonly id: string; readonly profiles: number }[];
}

/** Identifiers of a namespace. */
export interface NamespaceStock {
  readonly namespace: string;
  readonly identifiers: number;
  readonly quarantined: number;
}

interface SizeRow {
  readonly _id: { readonly n: number; readonly anchored: boolean };
  readonly customers: number;
}

const LARGEST = 20;
const MOST_MS = 60_000;
const SIZES = [0, 1, 2, 3, 5, 10, 20, 50, 100, 1_000];

/** Counts what there is: aggregations over whole collections, to be kept for a while. */
export async function countStock(context: PlanContext, at: Date): Promise<Stock> {
  const { store, rules } = context;
  const { identifiers, profiles, customers } = store;
  const aside = { maxTimeMS: MOST_MS, allowDiskUse: true };
  const anchors = rules.byRank.filter((rule) => rule.class === "anchor").map(({ name }) => name);
  const [people, seen, namespaces, rows, refused, review, largest] = await Promise.all([
    customers.estimatedDocumentCount(),
    profiles.estimatedDocumentCount(),
    identifiers
      .aggregate<NamespaceStock>(
        [
          // What only a receipt names is no evidence yet.
          { $match: { first: { $exists: true } } },
          {
            $group: {
              _id: "$ns",
              identifiers: { $sum: 1 },
              quarantined: { $sum: { $cond: [{ $eq: ["$generic", true] }, 1, 0] } },
            },
          },
          { $sort: { _id: 1 } },
          { $project: { _id: 0, namespace: "$_id", identifiers: 1, quarantined: 1 } },
        ],
        aside,
      )
      .toArray(),
    identifiers
      .aggregate<SizeRow>(
        [
          { $match: { customer: { $gt: "" } } },
          {
            $group: {
              _id: "$customer",
              n: { $sum: 1 },
              anchored: { $max: { $in: ["$ns", anchors] } },
            },
          },
          { $group: { _id: { n: "$n", anchored: "$anchored" }, customers: { $sum: 1 } } },
          { $sort: { "_id.n": 1 } },
        ],
        aside,
      )
      .toArray(),
    estimateRefused(context),
    reviewed(store),
    customers
      .find({}, { projection: { profiles: 1 }, sort: { profiles: -1, _id: 1 }, limit: LARGEST })
      .maxTimeMS(MOST_MS)
      .toArray(),
  ]);
  return {
    at,
    customers: people,
    profiles: seen,
    anchored: rows.reduce((sum, row) => sum + (row._id.anchored ? row.customers : 0), 0),
    namespaces,
    perCustomer: sizesOf(rows, people),
    deduplication: seen === 0 ? null : 1 - people / seen,
    refused: { ...refused, total: refused.perCustomer * people },
    review,
    largest: largest.map(({ _id, profiles: n }) => ({ id: _id, profiles: n })),
  };
}

function sizesOf(holding: readonly SizeRow[], people: number): Stock["perCustomer"] {
  // Who was seen with generic values alone holds none.
  const none = people - holding.reduce((sum, { customers }) => sum + customers, 0);
  const rows =
    none > 0 ? [{ _id: { n: 0, anchored: false }, customers: none }, ...holding] : holding;
  const held = rows.reduce((sum, { _id, customers }) => sum + _id.n * customers, 0);
  let [below, p95] = [0, 0];
  for (const { _id, customers } of rows) {
    if (below < people * 0.95) p95 = _id.n;
    below += customers;
  }
  const sizes = new Map<number, number>();
  for (const { _id, customers } of rows) {
    const bucket = SIZES.findLast((size) => size <= _id.n) ?? 0;
    sizes.set(bucket, (sizes.get(bucket) ?? 0) + customers);
  }
  return {
    mean: shareOf(held, people) ?? 0,
    p95,
    max: rows.at(-1)?._id.n ?? 0,
    sizes: [...sizes].map(([identifiers, customers]) => ({ identifiers, customers })),
  };
}

async function reviewed({ matchPairs }: IdentityStore): Promise<Stock["review"]> {
  const rows = await matchPairs
    .aggregate<{ _id: string; n: number }>(
      [
        { $match: { "decided.decision": { $in: ["same", "different"] } } },
        { $group: { _id: "$decided.decision", n: { $sum: 1 } } },
      ],
      { maxTimeMS: MOST_MS },
    )
    .toArray();
  const decided = rows.reduce((sum, { n }) => sum + n, 0);
  const accepted = rows.find(({ _id }) => _id === "same")?.n ?? 0;
  return { decided, accepted, precision: shareOf(accepted, decided) };
}
