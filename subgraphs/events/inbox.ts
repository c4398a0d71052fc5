import { randomUUID } from "node:crypto";
import {
  readWork,
  writeWork,
  type PendingBatch,
  type PendingEvent,
} from "./domain/pending-event.ts";
import type { EventsStore, InboxDocument } from "./store.ts";

/**
 * Notes what is to be done of a batch, before its events are stored. It need not wait for a majority: the events that
 * follow it in the oplog do, and whatever keeps them keeps this. (On shards the collection's own concern waits.)
 */
export async function noteWork(
  store: EventsStore,
  events: readonly PendingEvent[],
  due: Date,
): Promise<string> {
  const _id = randomUUID();
  await store.inbox.insertOne({
    _id,
    due,
    attempts: 0,
    events: events.length,
    work: writeWork(events),
  });
  return _id;
}

/**
 * Takes batches whose time has come. Two workers may find the same ones; whoever moves `due` first holds them. Work
 * that is done twice all the same does no harm: every step is idempotent.
 */
export async function claimWork(
  store: EventsStore,
  limit: number,
  now: Date,
  holdMs: number,
): Promise<PendingBatch[]> {
  const waiting = await store.inbox
    .find({ due: { $lte: now } }, { projection: { _id: 1 }, sort: { due: 1 }, limit })
    .toArray();
  if (waiting.length === 0) return [];
  const owner = randomUUID();
  const ids = waiting.map((batch) => batch._id);
  await store.inbox.updateMany(
    { _id: { $in: ids }, due: { $lte: now } },
    { $set: { due: new Date(now.getTime() + holdMs), owner } },
  );
  const mine = await store.inbox.find({ _id: { $in: ids }, owner }).toArray();
  return Promise.all(mine.map((batch) => openBatch(store, batch)));
}

// The batch was noted before its events were stored: of those that never were, or that lost their id to another
// event, there is nothing to do.
async function openBatch(
  { events }: EventsStore,
  { _id: id, attempts, work }: InboxDocument,
): Promise<PendingBatch> {
  const noted = readWork(work);
  const stored = await events
    .find({ _id: { $in: noted.map((event) => event.id) } }, { projection: { hash: 1 } })
    .toArray();
  const hashes = new Map(stored.map((event) => [event._id, event.hash]));
  return { id, attempts, events: noted.filter((event) => hashes.get(event.id) === event.hash) };
}

/** Leaves what could not be done for later, and what was done behind. */
export async function postponeWork(
  store: EventsStore,
  batch: PendingBatch,
  left: readonly PendingEvent[],
  due: Date,
): Promise<void> {
  await store.inbox.updateOne(
    { _id: batch.id },
    { $set: { due, events: left.length, work: writeWork(left) }, $inc: { attempts: 1 } },
  );
}

/** How many events wait. */
export async function countWaiting({ inbox }: EventsStore): Promise<number> {
  const [sum] = await inbox
    .aggregate<{ n: number }>([{ $group: { _id: null, n: { $sum: "$events" } } }])
    .toArray();
  return sum?.n ?? 0;
}
