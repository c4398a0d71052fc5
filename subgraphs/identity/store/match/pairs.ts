import type { AnyBulkWriteOperation } from "mongodb";
import type { IdentityStore, MatchPairDocument } from "../collections.ts";
import type { MeasuredPair } from "./find-pairs.ts";

/**
 * Lets the pairs of some profiles be these. What somebody decided of a pair stays with it, also where it would not be
 * found any more: a question that was answered is not asked again.
 */
export async function keepPairs(
  { matchPairs }: IdentityStore,
  profiles: readonly string[],
  pairs: readonly MeasuredPair[],
): Promise<void> {
  const ids = pairs.map(({ _id }) => _id);
  const own = { $in: [...profiles] };
  const gone = {
    $or: [{ a: own }, { b: own }],
    _id: { $nin: ids },
    decided: { $exists: false },
  };
  const operations: AnyBulkWriteOperation<MatchPairDocument>[] = [
    { deleteMany: { filter: gone } },
    ...pairs.map(({ _id, ...pair }) => ({
      updateOne: { filter: { _id }, update: { $set: pair }, upsert: true },
    })),
  ];
  await matchPairs.bulkWrite(operations, { ordered: false });
}

/** Pairs that join by themselves, unless somebody decided that they are two. */
export function pairsThatJoin(
  { matchPairs }: IdentityStore,
  profiles: readonly string[],
): Promise<Pick<MatchPairDocument, "_id" | "a" | "b" | "bits">[]> {
  const own = { $in: [...profiles] };
  return matchPairs
    .find(
      { $or: [{ a: own }, { b: own }], band: "auto", "decided.decision": { $ne: "different" } },
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
