import type { Collection, Db } from "mongodb";
import { dropFormerIndexes } from "../../../platform/drop-former-indexes.ts";
import type { StoredTraits } from "../domain/customer-record.ts";
import type { Link } from "../domain/links.ts";
import type { Decision } from "../../../platform/purposes.ts";

/** One distinct set of identifiers that were seen together, with what was stated beside it. */
export interface ProfileDocument {
  readonly _id: string;
  readonly ids: readonly string[];
  readonly component: string;
  readonly customer: string;
  /** The earliest event time. */
  readonly first: Date;
  /** The week of the latest event: as fine as keeping asks for; a day would cost a write a day. */
  readonly last: Date;
  readonly traits: StoredTraits;
  /** The latest events that `first` was taken from: a batch that is worked twice is known by them. */
  readonly by: readonly string[];
  /** The source of the event that `first` was taken from. */
  readonly from: string;
  /** Set where a link names it. */
  readonly linked?: true;
}

/** A value in a namespace. */
export interface IdentifierDocument {
  readonly _id: string;
  readonly ns: string;
  readonly value: unknown;
  /** Null where it is generic. */
  readonly component: string | null;
  /** Null where nobody holds it. */
  readonly customer: string | null;
  readonly first: Date;
  /** Set once it is generic, which it stays until a rebuild says otherwise. */
  readonly generic?: true;
  /** Set by a rebuild where its value is on the block list by then. */
  readonly blocked?: true;
  /** Set where a link names it. */
  readonly linked?: true;
  /** What it decided, by purpose: written with the receipt, by `$max`. */
  readonly decisions?: Readonly<Record<string, Decision>>;
}

/** A customer: what overlapping resolutions collide on. */
export interface CustomerDocument {
  readonly _id: string;
  readonly component: string;
  readonly v: number;
  readonly profiles: number;
}

/** What one event stated; append-only. */
export interface ObservationDocument {
  readonly _id: string;
  readonly profile: string;
  readonly t: Date;
  readonly source: string;
  readonly traits: Readonly<Record<string, unknown>>;
  /** What was sent in the place of values that were standardised, by the same names. */
  readonly sent?: Readonly<Record<string, unknown>>;
  readonly plan?: string;
  readonly standard?: string;
  /** The sender's own id of the event: it answers when the event itself is kept no longer. */
  readonly message?: string;
}

/** What a resolution did beyond its own profiles; kept until its batch can't come again. */
export interface MoveDocument {
  readonly events: readonly string[];
  readonly changed: readonly string[];
  readonly gone: readonly string[];
  readonly at: Date;
}

/** What was decided or measured of two sides, see `domain/links.ts`. */
export interface LinkDocument {
  readonly _id: string;
  readonly kind: Link["kind"];
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** Of a scored one. */
  readonly weight?: number;
  /** The operation of the ledger that made it; absent on a scored one. */
  readonly operation?: string;
}

/** Who was in which customer. */
export interface MembershipDocument {
  readonly customer: string;
  readonly profiles: readonly string[];
}

/** What somebody did to who is who; append-only. */
export interface OperationDocument {
  readonly _id: string;
  readonly kind:
    | "merge"
    | "split"
    | "unmerge"
    | "remove_override"
    | "rebuild"
    | "match"
    | "match_accept"
    | "match_reject";
  /** The client that asked for it; of a rebuild, "rebuild". */
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
  /** What was asked, as text: the same key with other content is refused. */
  readonly asked?: string;
  /** What it rests on, as the caller named it. */
  readonly evidence?: readonly string[];
  /** The links that it made, as they were made. */
  readonly links: readonly LinkDocument[];
  /** The operation, or the link, that it took back. */
  readonly undid: readonly string[];
  /** The customers that it touched, before and after; a rebuild names customers alone. */
  readonly before: readonly MembershipDocument[];
  readonly after: readonly MembershipDocument[];
  /** Customers to evaluate, and ids that are no customer's any more. */
  readonly changed: readonly string[];
  readonly gone: readonly string[];
  /** Set until its customers were evaluated. */
  readonly todo?: true;
}

/** What a profile says of a person, ready to be compared. */
export interface MatchRecordDocument {
  /** The profile's key. */
  readonly _id: string;
  /** Keyed hashes of its blocking keys: two records that share one are compared. */
  readonly blk: readonly string[];
  /** Its fields, by the one way that values go in and out. */
  readonly fields: unknown;
  /** Hash of the fields, and the model's version: the same means nothing to do. */
  readonly hash: string;
  /** The profile's identifiers: who shares one is left to the policy. */
  readonly ids: readonly string[];
  /** Set until its pairs are as they should be. */
  readonly todo?: true;
}

/** Two records that are alike enough to be shown. */
export interface MatchPairDocument {
  readonly _id: string;
  /** Profiles; `a` is the lesser key. */
  readonly a: string;
  readonly b: string;
  /** The hashes of the records that were compared. */
  readonly of: readonly [string, string];
  readonly bits: number;
  readonly probability: number;
  readonly band: "auto" | "review";
  readonly veto: string | null;
  readonly prior: number;
  readonly household: number;
  readonly comparisons: readonly {
    readonly comparison: string;
    readonly level: string | null;
    readonly bits: number;
  }[];
  readonly model: string;
  readonly at: Date;
  /** What somebody decided; it stays, whatever is measured later. */
  readonly decided?: {
    readonly decision: "same" | "different";
    readonly operation: string;
    readonly by: string;
    readonly at: Date;
  };
}

/** How far a rebuild is, and by which policy everything was made. */
export interface StateDocument {
  readonly _id: string;
  /** The fingerprint of the policy. */
  readonly policy: string;
  /** The component up to which it is done; null: all of it. */
  readonly after: string | null;
}

/** The collections of this subgraph. */
export interface IdentityStore {
  readonly profiles: Collection<ProfileDocument>;
  readonly identifiers: Collection<IdentifierDocument>;
  readonly customers: Collection<CustomerDocument>;
  readonly observations: Collection<ObservationDocument>;
  readonly moves: Collection<MoveDocument>;
  readonly db: Db;
  readonly links: Collection<LinkDocument>;
  readonly operations: Collection<OperationDocument>;
  readonly states: Collection<StateDocument>;
  readonly matchRecords: Collection<MatchRecordDocument>;
  readonly matchPairs: Collection<MatchPairDocument>;
}

const MOVES_KEPT_SECONDS = 7 * 24 * 60 * 60;

/** The collections. */
export function openStore(db: Db): IdentityStore {
  return {
    db,
    profiles: db.collection<ProfileDocument>("profiles"),
    identifiers: db.collection<IdentifierDocument>("identifiers"),
    customers: db.collection<CustomerDocument>("customers"),
    observations: db.collection<ObservationDocument>("observations"),
    moves: db.collection<MoveDocument>("identity_moves"),
    links: db.collection<LinkDocument>("identity_links"),
    operations: db.collection<OperationDocument>("identity_operations"),
    states: db.collection<StateDocument>("identity_states"),
    matchRecords: db.collection<MatchRecordDocument>("match_records"),
    matchPairs: db.collection<MatchPairDocument>("match_pairs"),
  };
}

/**
 * Makes the indexes, and with them the collections: a transaction should not have to. Drops those of earlier versions. Does
 * nothing where that is done.
 */
export async function ensureIndexes(store: IdentityStore): Promise<void> {
  const parts = [
    { key: { component: 1 }, name: "by_component" },
    { key: { customer: 1 }, name: "by_customer" },
  ] as const;
  // By identifier: who reads evidence as it is, without what was made of it, goes by this one.
  await store.profiles.createIndexes([...parts, { key: { ids: 1 }, name: "by_identifier" }]);
  await store.identifiers.createIndexes([
    ...parts,
    // Few identifiers decide anything: whoever asks for those that did reads no others.
    {
      key: { customer: 1 },
      name: "decided_by_customer",
      partialFilterExpression: { decisions: { $exists: true } },
    },
  ]);
  await store.customers.createIndexes([{ key: { component: 1 }, name: "by_component" }]);
  await store.observations.createIndexes([
    { key: { profile: 1, t: -1, _id: -1 }, name: "statements" },
  ]);
  await store.links.createIndexes([
    { key: { a: 1 }, name: "by_a" },
    { key: { b: 1 }, name: "by_b" },
  ]);
  await store.operations.createIndexes([
    { key: { todo: 1 }, name: "open", sparse: true },
    { key: { undid: 1 }, name: "by_undone" },
    { key: { "before.customer": 1, at: 1 }, name: "by_before" },
    { key: { "after.customer": 1, at: 1 }, name: "by_after" },
  ]);
  await store.matchRecords.createIndexes([
    { key: { blk: 1 }, name: "by_block" },
    { key: { todo: 1 }, name: "open", sparse: true },
  ]);
  await store.matchPairs.createIndexes([
    { key: { a: 1 }, name: "by_a" },
    { key: { b: 1 }, name: "by_b" },
    { key: { band: 1, decided: 1, probability: -1, _id: 1 }, name: "queue" },
    {
      key: { probability: -1, _id: 1 },
      name: "decided",
      partialFilterExpression: { decided: { $exists: true } },
    },
    { key: { "decided.operation": 1 }, name: "by_decision", sparse: true },
  ]);
  await store.states.createIndexes([{ key: { policy: 1 }, name: "by_policy" }]);
  await store.moves.createIndexes([
    { key: { events: 1 }, name: "by_event" },
    { key: { at: 1 }, name: "expiry", expireAfterSeconds: MOVES_KEPT_SECONDS },
  ]);
  await dropFormerIndexes(store.observations, [{ name: "by_profile", key: { profile: 1, t: 1 } }]);
}
