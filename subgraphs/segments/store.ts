import type { ClientSession, Collection, Db, Timestamp } from "mongodb";
import { dropFormerIndexes } from "../../platform/drop-former-indexes.ts";
import type { Membership } from "./domain/membership.ts";
import type { Rule } from "./domain/rule.ts";

/** The version of a segment that is in force. */
export interface DefinitionDocument {
  /** The segment's id. */
  readonly _id: string;
  readonly name: string;
  readonly description: string | null;
  readonly version: number;
  readonly purpose: string;
  readonly rule: Rule;
  readonly updatedAt: Date;
  /** Who defined it. */
  readonly by: string;
  readonly evaluatedVersion: number;
  /** What evaluation rests on beside the evidence, as it was when the evaluation of everybody began. */
  readonly basis?: string;
  /** The customer up to whom this version has been evaluated; null at the start. */
  readonly cursor: string | null;
}

/** A version that was in force once, or is: append-only. */
export type VersionDocument = Omit<
  DefinitionDocument,
  "_id" | "evaluatedVersion" | "cursor" | "basis"
> & {
  readonly _id: { readonly segment: string; readonly version: number };
};

/** A customer's memberships. */
export interface MembershipsDocument {
  /** The customer's canonical id. */
  readonly _id: string;
  /** What the latest reading of the evidence came to. */
  readonly read: MembershipsRead;
}

/**
 * What a reading of the evidence came to. Of two readings `$max` keeps that which began later: it compares documents by
 * their first field first.
 */
export interface MembershipsRead {
  /** The cluster time at which the reading began; must stand first. */
  readonly stamp: Timestamp;
  readonly memberships: readonly Membership[];
  /** The segments it belongs to now. */
  readonly members: readonly string[];
  /** When time alone changes something. */
  readonly due?: Date;
  /** Set where the id is no customer's any more; kept for a while, so that a late writer does not bring it back. */
  readonly goneAt?: Date;
}

/** Somebody of so much evidence that evaluating it for every batch would cost more than all the others' together. */
export interface HotDocument {
  /** The customer. */
  readonly _id: string;
  /** How long a mark waits, milliseconds. */
  readonly pause: number;
  /** The last batch that brought something; null where all of it was evaluated. */
  readonly mark?: string;
  /** When the marked customer is to be evaluated. */
  readonly due?: Date;
  /** Since when nothing came; forgotten a day later. */
  readonly idleSince?: Date;
}

/** The collections of this subgraph. */
export interface SegmentsStore {
  readonly definitions: Collection<DefinitionDocument>;
  readonly versions: Collection<VersionDocument>;
  readonly memberships: Collection<MembershipsDocument>;
  readonly hot: Collection<HotDocument>;
  readonly db: Db;
}

/** The collections. */
export function openStore(db: Db): SegmentsStore {
  return {
    db,
    definitions: db.collection<DefinitionDocument>("segments"),
    versions: db.collection<VersionDocument>("segment_versions"),
    memberships: db.collection<MembershipsDocument>("memberships"),
    hot: db.collection<HotDocument>("hot_customers"),
  };
}

const GONE_SECONDS = 86_400;
const IDLE_SECONDS = 86_400;

/** Makes the indexes, and drops those of earlier versions; does nothing where that is done. */
export async function ensureIndexes({ memberships, hot }: SegmentsStore): Promise<void> {
  await hot.createIndexes([
    { key: { due: 1 }, name: "due", partialFilterExpression: { due: { $exists: true } } },
    { key: { idleSince: 1 }, name: "forget", expireAfterSeconds: IDLE_SECONDS },
  ]);
  await memberships.createIndexes([
    { key: { "read.members": 1, _id: 1 }, name: "members" },
    {
      key: { "read.due": 1 },
      name: "next_change",
      partialFilterExpression: { "read.due": { $exists: true } },
    },
    {
      key: { "read.goneAt": 1 },
      name: "forget",
      expireAfterSeconds: GONE_SECONDS,
      partialFilterExpression: { "read.goneAt": { $exists: true } },
    },
  ]);
  await dropFormerIndexes(memberships, [
    { name: "by_segment", key: { members: 1, _id: 1 } },
    { name: "due", key: { due: 1 } },
    { name: "gone", key: { goneAt: 1 } },
  ]);
}

/** Puts a version in force, with its entry in the history; within the caller's transaction. */
export async function putDefinition(
  { definitions, versions }: SegmentsStore,
  definition: DefinitionDocument,
  session: ClientSession,
): Promise<void> {
  const { _id: segment, evaluatedVersion: _, cursor: __, basis: ___, ...rest } = definition;
  await versions.insertOne({ ...rest, _id: { segment, version: rest.version } }, { session });
  await definitions.replaceOne({ _id: segment }, definition, { session, upsert: true });
}

/** Has everybody evaluated anew against the definitions whose memberships rest on another basis. */
export async function rebase({ definitions }: SegmentsStore, basis: string): Promise<void> {
  await definitions.updateMany(
    { basis: { $ne: basis } },
    { $set: { basis, evaluatedVersion: 0, cursor: null } },
  );
}
