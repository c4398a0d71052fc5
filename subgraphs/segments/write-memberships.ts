import { inParts } from "../../platform/in-parts.ts";
import { insertNew } from "../../platform/insert-new.ts";
import { thereAmong } from "../../platform/read-all.ts";
import type { MembershipsDocument, SegmentsStore } from "./store.ts";

/** Written together: what is looked up for each is looked for among all, and a command has room for 16 MB. */
const ROOM = { items: 250, weight: 10_000 };

/**
 * Writes what customers belong to, where nothing that was read later stands there already. An upsert each would cost the
 * server twice an update of many, and six times an insert; a customer whose document went meanwhile is written by one.
 */
export async function writeMemberships(
  store: SegmentsStore,
  documents: readonly MembershipsDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  const there = await thereAmong(
    store.memberships,
    documents.map(({ _id }) => _id),
  );
  const fresh = documents.filter(({ _id }) => !there.has(_id));
  for (const place of await insertNew(store.memberships, fresh)) there.add(fresh[place]?._id ?? "");
  const known = documents.filter(({ _id }) => there.has(_id));
  for (const some of inParts(known, ROOM, ({ read }) => read.memberships.length))
    if ((await update(store, some)) < some.length) await upsert(store, some);
}

async function update(
  { memberships }: SegmentsStore,
  documents: readonly MembershipsDocument[],
): Promise<number> {
  const ids = documents.map(({ _id }) => _id);
  const place = { $indexOfArray: [{ $literal: ids }, "$_id"] };
  const read = { $arrayElemAt: [{ $literal: documents.map((one) => one.read) }, place] };
  const { matchedCount } = await memberships.updateMany({ _id: { $in: ids } }, [
    { $set: { read: { $max: ["$read", read] } } },
  ]);
  return matchedCount;
}

async function upsert(
  { memberships }: SegmentsStore,
  documents: readonly MembershipsDocument[],
): Promise<void> {
  await memberships.bulkWrite(
    documents.map(({ _id, read }) => ({
      updateOne: { filter: { _id }, update: { $max: { read } }, upsert: true },
    })),
    { ordered: false },
  );
}
