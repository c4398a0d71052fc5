import DataLoader from "dataloader";
import { findAll } from "../../platform/read-all.ts";
import type { Membership } from "./domain/membership.ts";
import type { SegmentDefinition } from "./domain/segment-definition.ts";
import type { Definitions } from "./definitions.ts";
import type { SegmentsStore } from "./store.ts";

/** The loaders of one request. */
export interface SegmentsLoaders {
  /** By segment id; null where there is none. */
  readonly definition: DataLoader<string, SegmentDefinition | null>;
  /** By the customer's canonical id. */
  readonly memberships: DataLoader<string, readonly Membership[]>;
  /** By segment id. */
  readonly size: DataLoader<string, number>;
  /** A page of members and one more, by customer id. */
  readonly members: DataLoader<MembersPage, readonly string[], string>;
}

/** A page of a segment's members. */
export interface MembersPage {
  readonly segment: string;
  readonly after: string;
  readonly limit: number;
}

// One round trip, however many there are.
const ALL = 100_000;

/** Fresh loaders: one command a level for all customers and segments of a request. */
export function createLoaders(store: SegmentsStore, definitions: Definitions): SegmentsLoaders {
  return {
    definition: new DataLoader(async (ids) => {
      const known = await definitions.recent();
      return ids.map((id) => known.get(id) ?? null);
    }),

    memberships: new DataLoader(async (customers) => {
      const found = await findAll(
        store.memberships,
        { _id: { $in: [...customers] } },
        { projection: { "read.memberships": 1 } },
      );
      const byId = new Map(found.map(({ _id, read }) => [_id, read.memberships]));
      return customers.map((id) => byId.get(id) ?? []);
    }),

    size: new DataLoader(async (segments) => {
      const found = await each<{ counted: { n: number }[] }>(
        store,
        segments.map((segment) => ({ segment })),
        [{ $count: "n" }],
        "counted",
      );
      return found.map(({ counted }) => counted[0]?.n ?? 0);
    }),

    members: new DataLoader<MembersPage, readonly string[], string>(
      async (pages) => {
        const most = Math.max(...pages.map(({ limit }) => limit));
        const found = await each<{ page: { _id: string }[] }>(
          store,
          pages,
          [
            { $match: { $expr: { $gt: ["$_id", "$$after"] } } },
            { $sort: { _id: 1 } },
            { $limit: most },
            { $project: { _id: 1 } },
          ],
          "page",
        );
        return found.map(({ page }, i) => page.slice(0, pages[i]?.limit).map(({ _id }) => _id));
      },
      { cacheKeyFn: ({ segment, after, limit }) => JSON.stringify([segment, after, limit]) },
    ),
  };
}

/** Asks the same of the members of each segment, in one command; the answers are in order. */
async function each<T extends object>(
  { db }: SegmentsStore,
  rows: readonly { readonly segment: string }[],
  pipeline: object[],
  as: string,
): Promise<T[]> {
  const found = await db
    .aggregate<T & { i: number }>(
      [
        { $documents: rows.map((row, i) => ({ ...row, i })) },
        {
          $lookup: {
            from: "memberships",
            localField: "segment",
            foreignField: "read.members",
            let: { after: "$after" },
            pipeline,
            as,
          },
        },
      ],
      { batchSize: ALL },
    )
    .toArray();
  return found.sort((a, b) => a.i - b.i);
}
