import type { ClientSession } from "mongodb";
import type { MatchRecord } from "../../domain/match/roles.ts";
import type { IdentityStore, MatchRecordDocument } from "../collections.ts";
import { valueCodec } from "../value-codec.ts";

/** A stored record. */
export interface StoredRecord {
  readonly profile: string;
  readonly record: MatchRecord;
  readonly hash: string;
  readonly ids: readonly string[];
  readonly isOpen: boolean;
}

/** The records of profiles that have one. */
export async function readRecords(
  { matchRecords }: IdentityStore,
  profiles: readonly string[],
  session?: ClientSession,
): Promise<Map<string, StoredRecord>> {
  const found = await matchRecords
    .find(
      { _id: { $in: [...profiles] } },
      { batchSize: 10_000, ...(session === undefined ? {} : { session }) },
    )
    .toArray();
  return new Map(found.map((one) => [one._id, toStored(one)]));
}

/** As it was stored. */
export function toStored({ _id, fields, hash, ids, todo }: MatchRecordDocument): StoredRecord {
  const record = JSON.parse(valueCodec.decode(fields)) as MatchRecord;
  return { profile: _id, record, hash, ids, isOpen: todo === true };
}

/** A record as it is to be stored. */
export type RecordToKeep = Omit<MatchRecordDocument, "fields" | "todo"> & {
  readonly record: MatchRecord;
};

/** Keeps records, marked until their pairs are as they should be. */
export async function keepRecords(
  { matchRecords }: IdentityStore,
  records: readonly RecordToKeep[],
): Promise<void> {
  if (records.length === 0) return;
  await matchRecords.bulkWrite(
    records.map(({ _id, record, ...rest }) => ({
      replaceOne: {
        filter: { _id },
        replacement: {
          ...rest,
          fields: valueCodec.encode(JSON.stringify(record)),
          todo: true as const,
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** Takes the marks off, of records that are still what was worked on. */
export async function settleRecords(
  { matchRecords }: IdentityStore,
  done: readonly { readonly _id: string; readonly hash: string }[],
): Promise<void> {
  if (done.length === 0) return;
  await matchRecords.bulkWrite(
    done.map(({ _id, hash }) => ({
      updateOne: { filter: { _id, hash }, update: { $unset: { todo: 1 as const } } },
    })),
    { ordered: false },
  );
}
