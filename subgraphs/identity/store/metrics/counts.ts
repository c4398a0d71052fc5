import type { Collection } from "mongodb";
import { FLOW_COUNTS, NO_FLOW, type FlowCounts } from "../../domain/metrics/flow-counts.ts";
import type { IdentityStore } from "../collections.ts";

/** What was counted within an hour. */
export interface CountedHour extends FlowCounts {
  /** When it began, UTC. */
  readonly hour: Date;
}

type CountDocument = { readonly _id: string; readonly hour: Date } & Partial<FlowCounts>;

const HOUR_MS = 3_600_000;
/** As long as the longest question reaches back, and the day in hand. */
const KEPT_SECONDS = 91 * 24 * 3_600;

function countsOf({ db }: IdentityStore): Collection<CountDocument> {
  return db.collection<CountDocument>("identity_counts");
}

/** Makes the index that lets counts expire. */
export async function ensureCountIndexes(store: IdentityStore): Promise<void> {
  await countsOf(store).createIndexes([
    { key: { hour: 1 }, name: "expiry", expireAfterSeconds: KEPT_SECONDS },
  ]);
}

/** Adds counts to the hour that they were made in. */
export async function addCounts(store: IdentityStore, counts: FlowCounts, at: Date): Promise<void> {
  const hour = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  const sums = Object.fromEntries(
    FLOW_COUNTS.flatMap((name) => (counts[name] === 0 ? [] : [[name, counts[name]]])),
  );
  if (Object.keys(sums).length === 0) return;
  await countsOf(store).updateOne(
    { _id: hour.toISOString().slice(0, 13) },
    { $setOnInsert: { hour }, $inc: sums },
    { upsert: true },
  );
}

/** What was counted since an instant, hour by hour, ascending; hours in which nothing happened are left out. */
export async function readCounts(store: IdentityStore, since: Date): Promise<CountedHour[]> {
  const found = await countsOf(store)
    .find({ hour: { $gte: since } }, { sort: { hour: 1 }, projection: { _id: 0 } })
    .toArray();
  return found.map((one) => ({ ...NO_FLOW, ...one }));
}
