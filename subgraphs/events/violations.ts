import { splitKey } from "./domain/split-key.ts";
import type { ViolationCount } from "./domain/violation-count.ts";
import type { EventsStore } from "./store.ts";
import type { PlanViolation } from "./types.generated.ts";

/** Which violations to add up. */
export interface ViolationQuery {
  readonly source: string | null;
  readonly since: Date;
  readonly first: number;
}

/** Adds to the counts of the days. */
export async function addViolations(
  { violations }: EventsStore,
  idOf: (...parts: readonly string[]) => string,
  counts: readonly ViolationCount[],
): Promise<void> {
  if (counts.length === 0) return;
  await violations.bulkWrite(
    counts.map(({ count, firstAt, lastAt, example, ...what }) => ({
      updateOne: {
        filter: {
          _id: idOf(
            what.day,
            what.source,
            what.plan,
            what.key,
            what.code,
            what.field ?? "",
            what.mode,
          ),
        },
        update: {
          $inc: { count },
          $min: { firstAt },
          $max: { lastAt },
          $setOnInsert: { ...what, example },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** The counts since a day, over its whole, the most frequent first. */
export async function readViolations(
  { violations }: EventsStore,
  { source, since, first }: ViolationQuery,
): Promise<readonly PlanViolation[]> {
  const day = since.toISOString().slice(0, 10);
  const parts = ["source", "plan", "key", "code", "field", "mode"] as const;
  const rows = await violations
    .aggregate<Omit<ViolationCount, "day">>([
      { $match: { ...(source === null ? {} : { source }), day: { $gte: day } } },
      {
        $group: {
          _id: Object.fromEntries(parts.map((part) => [part, `$${part}`])),
          count: { $sum: "$count" },
          firstAt: { $min: "$firstAt" },
          lastAt: { $max: "$lastAt" },
          example: { $max: "$example" },
        },
      },
      { $sort: { count: -1, _id: 1 } },
      { $limit: first },
      { $replaceWith: { $mergeObjects: ["$$ROOT", "$_id"] } },
      { $unset: "_id" },
    ])
    .toArray();
  return rows.map(({ key, mode, example, ...row }) => ({
    ...row,
    event: splitKey(key),
    mode: mode.toUpperCase() as PlanViolation["mode"],
    exampleMessageId: example,
  }));
}
