import type { Collection, Db } from "mongodb";
import { duplicatesOf, MAJORITY } from "../../platform/mongo.ts";
import type { EventDocument } from "./domain/event-document.ts";

/** What is still to do of a batch that was accepted; gone when it is done, and the identifiers' values with it. */
export interface InboxDocument {
  readonly _id: string;
  /** No other worker takes it before. */
  readonly due: Date;
  readonly attempts: number;
  /** The worker that took it last. */
  readonly owner?: string;
  /** How many events it is about. */
  readonly events: number;
  /** What they say about somebody, as text: names in it may be what a field's name may not. */
  readonly work: string;
}

/** An event that waits for a person: its original text and why. */
export interface QuarantineDocument {
  readonly _id: string;
  readonly event: string;
  readonly source: string;
  readonly messageId: string;
  readonly reason: string;
  readonly body: string;
  readonly receivedAt: Date;
}

/** The collections of this subgraph. */
export interface EventsStore {
  readonly events: Collection<EventDocument>;
  readonly quarantine: Collection<QuarantineDocument>;
  readonly inbox: Collection<InboxDocument>;
  readonly db: Db;
}

/** The collections. What a sender is told of is acknowledged by a journaled majority. */
export function openStore(db: Db): EventsStore {
  const writeConcern = MAJORITY;
  return {
    db,
    events: db.collection<EventDocument>("events", { writeConcern }),
    quarantine: db.collection<QuarantineDocument>("quarantine", { writeConcern }),
    inbox: db.collection<InboxDocument>("inbox"),
  };
}

/** Makes the indexes; does nothing where they are. */
export async function ensureIndexes(store: EventsStore): Promise<void> {
  await store.events.createIndexes([
    { key: { profile: 1, ts: -1, _id: -1, key: 1 }, name: "timeline" },
  ]);
  await store.inbox.createIndexes([{ key: { due: 1 }, name: "waiting" }]);
  await store.quarantine.createIndexes([{ key: { receivedAt: -1 }, name: "newest" }]);
}

/** Inserts what is new; the places of those whose id is taken come back. */
export async function insertNew<T extends { _id: string }>(
  collection: Collection<T>,
  documents: readonly T[],
): Promise<number[]> {
  if (documents.length === 0) return [];
  try {
    await collection.insertMany(documents as Parameters<Collection<T>["insertMany"]>[0], {
      ordered: false,
    });
    return [];
  } catch (error) {
    return duplicatesOf(error);
  }
}
