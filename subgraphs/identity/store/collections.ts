import type { Collection, Db } from "mongodb";
import type { StoredTraits } from "../domain/customer-record.ts";
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
  /** Set once it is generic, which it stays. */
  readonly generic?: true;
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

/** The collections of this subgraph. */
export interface IdentityStore {
  readonly profiles: Collection<ProfileDocument>;
  readonly identifiers: Collection<IdentifierDocument>;
  readonly customers: Collection<CustomerDocument>;
  readonly observations: Collection<ObservationDocument>;
  readonly moves: Collection<MoveDocument>;
  readonly db: Db;
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
  };
}

/** Makes the indexes, and with them the collections: a transaction should not have to. Does nothing where they are. */
export async function ensureIndexes(store: IdentityStore): Promise<void> {
  const parts = [
    { key: { component: 1 }, name: "by_component" },
    { key: { customer: 1 }, name: "by_customer" },
  ] as const;
  await store.profiles.createIndexes([...parts]);
  await store.identifiers.createIndexes([...parts]);
  await store.customers.createIndexes([{ key: { component: 1 }, name: "by_component" }]);
  await store.observations.createIndexes([
    { key: { profile: 1, t: -1, _id: -1 }, name: "statements" },
  ]);
  await store.moves.createIndexes([
    { key: { events: 1 }, name: "by_event" },
    { key: { at: 1 }, name: "expiry", expireAfterSeconds: MOVES_KEPT_SECONDS },
  ]);
}
