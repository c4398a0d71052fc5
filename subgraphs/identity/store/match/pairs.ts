import type { AnyBulkWriteOperation } from "mongodb";
import type { IdentityStore, MatchPairDocument, MatchRecordDocument } from "../collections.ts";
import type { MeasuredPair } from "./find-pairs.ts";

/**
 * Lets the pairs of some records be these. Only what was measured of another version of a record goes: another worker may
 * have met this version meanwhile, and its pair holds. What somebody decided of a pair stays with it, also where it would
 * not be found any more: a question that was answered is not asked again.
 */
export async function keepPairs(
  { matchPairs }: IdentityStore,
  records: readonly Pick<MatchRecordDocument, "_id" | "hash">[],
  pairs: readonly MeasuredPair[],
): Promise<void> {
  const ids = pairs.map(({ _id }) => _id);
  const outdated = {
    _id: { $nin: ids },
    $or: records.flatMap(({ _id, hash }) => [
      { a: _id, "of.0": { $ne: hash } },
      { b: _id, "of.1": { $ne: hash } },
    ]),
  };
  const operations: AnyBulkWriteOperation<MatchPairDocument>[] = [
    { deleteMany: { filter: { ...outdated, decided: { $exists: false } } } },
    {
      updateMany: {
        filter: { ...outdated, decided: { $exists: true } },
        update: { $set: { band: "review" } },
      },
    },
    ...pairs.map(({ _id, ...pair }) => ({
      updateOne: { filter: { _id }, update: { $set: pair }, upsert: true },
    })),
  ];
  await matchPairs.bulkWrite(operations, { ordered: false });
}

/** Pairs that join by themselves; what somebody decided stands above them in the partition. */
export function pairsThatJoin(
  { matchPairs }: IdentityStore,
  profiles: readonly string[],
): Promise<Pick<MatchPairDocument, "_id" | "a" | "b" | "bits">[]> {
  const own = { $in: [...profiles] };
  return matchPairs
    .find(
      { $or: [{ a: own }, { b: own }], band: "auto" },
      { projection: { a: 1, b: 1, bits: 1 }, batchSize: 10_000 },
    )
    .toArray();
}

/** Pairs by id. */
export async function readPairs(
  { matchPairs }: IdentityStore,
  ids: readonly string[],
): Promise<Map<string, MatchPairDocument>> {
  const found = await matchPairs.find({ _id: { $in: [...ids] } }).toArray();
  return new Map(found.map((one) => [one._id, one]));
}
