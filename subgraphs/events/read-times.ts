import { aggregateAll } from "../../platform/read-all.ts";
import type { ProfileTimes } from "./domain/profile-times.ts";
import type { EventsStore } from "./store.ts";

/** Whose events of which keys, up to when. */
interface TimesQuery {
  readonly profiles: readonly string[];
  readonly keys: readonly string[];
  readonly until: Date;
}

/** When events happened: one command, answered by the index alone. */
export async function readTimes(
  { events }: EventsStore,
  { profiles, keys, until }: TimesQuery,
  thin: { readonly keep: number; readonly span: number } | null,
): Promise<ProfileTimes[]> {
  const asked = [
    { $match: { profile: { $in: profiles }, key: { $in: keys }, ts: { $lte: until } } },
    { $project: { _id: 0, profile: 1, key: 1, ts: 1 } },
  ];
  if (thin === null) {
    // Named in a stage of its own the server groups by its classic engine: the newer one (6.0) takes half as long again.
    const found = await aggregateAll<AllTimes>(events, [
      ...asked,
      { $set: { of: { profile: "$profile", key: "$key" } } },
      { $group: { _id: "$of", times: { $push: "$ts" } } },
    ]);
    return found.map(({ _id, times }) => ({ ..._id, times, count: times.length }));
  }
  const { keep, span } = thin;
  const found = await aggregateAll<SpanTimes>(events, [
    ...asked,
    {
      $group: {
        _id: {
          p: "$profile",
          k: "$key",
          s: { $floor: { $divide: [{ $toLong: "$ts" }, span] } },
        },
        count: { $sum: 1 },
        first: { $minN: { input: "$ts", n: keep } },
        last: { $maxN: { input: "$ts", n: keep } },
      },
    },
    { $project: { _id: 0, profile: "$_id.p", key: "$_id.k", count: 1, first: 1, last: 1 } },
  ]);
  return found.map(({ profile, key, count, first, last }) => ({
    profile,
    key,
    count,
    // Where there are fewer than twice as many the first are among the last.
    times: [...first, ...last.slice(0, Math.max(0, Math.min(keep, count - keep)))],
  }));
}

interface AllTimes {
  readonly _id: { readonly profile: string; readonly key: string };
  readonly times: readonly Date[];
}

/** The first and last times of one span; the last in falling order, as `$maxN` has them. */
interface SpanTimes {
  readonly profile: string;
  readonly key: string;
  readonly count: number;
  readonly first: readonly Date[];
  readonly last: readonly Date[];
}
