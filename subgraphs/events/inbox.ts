import { randomUUID } from "node:crypto";
import { MAJORITY } from "../../platform/mongo.ts";
import type { EventDocument } from "./domain/event-document.ts";
import {
  readWork,
  writeWork,
  type PendingBatch,
  type PendingEvent,
} from "./domain/pending-event.ts";
import { slotOf, slotsOf, type Share } from "./domain/share.ts";
import type { EventsStore, InboxDocument } from "./store.ts";

/**
 * How often a note is looked at whose events are not stored yet: for ten minutes, by looks and not by clocks, of which one
 * may be far ahead. Acceptance that took longer notes its work once more.
 */
const MOST_LOOKS = 15;
/** When it is looked at again: each time after twice as long. */
const LOOK_AGAIN_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A worker that is alive and has not finished a batch for so long has lost it. */
const LOST_MS = 60_000;

/** The most characters of a note: one has three bytes at most, and a document 16 MB. */
const LONGEST_NOTE = 5 * 1024 * 1024;

/** When a batch may be worked, and by whom. */
export interface NoteTerms {
  /** Not before. */
  readonly due: Date;
  /** The worker that has it in hand already; others take it where its lease has ended. */
  readonly by: string | null;
  /** Whether it waits for a majority itself. */
  readonly alone?: boolean;
}

/**
 * Notes what is to be done of a batch, before its events are stored. It need not wait for a majority: the events that
 * follow it in the oplog do, and whatever keeps them keeps this. (On shards the collection's own concern waits.) What is
 * too much for one note is noted in halves, which whoever's share they are takes: then it answers null.
 */
export async function noteWork(
  store: EventsStore,
  events: readonly PendingEvent[],
  { due, by, alone = false }: NoteTerms,
): Promise<{ readonly id: string; readonly text: string } | null> {
  const text = writeWork(events);
  if (text.length > LONGEST_NOTE && events.length > 1) {
    const middle = events.length >> 1;
    for (const half of [events.slice(0, middle), events.slice(middle)])
      await noteWork(store, half, { due, by: null, alone });
    return null;
  }
  const _id = randomUUID();
  const note: InboxDocument = {
    _id,
    slot: slotOf(_id),
    due,
    attempts: 0,
    events: events.length,
    work: text,
    ...(by === null ? {} : { by }),
  };
  await store.inbox.insertOne(note, alone ? { writeConcern: MAJORITY } : {});
  return { id: _id, text };
}

/**
 * Takes batches whose time has come, of the slots that are the worker's share, that no live worker has in hand. While
 * workers see different leases two may take the same batch: work that is done twice does no harm.
 */
export async function claimWork(
  store: EventsStore,
  most: number,
  share: Share,
  now: Date,
): Promise<PendingBatch[]> {
  const isFree = {
    slot: { $in: slotsOf(share) },
    due: { $lte: now },
    $or: [{ by: { $nin: [...share.live] } }, { due: { $lte: new Date(now.getTime() - LOST_MS) } }],
  };
  const waiting = await store.inbox
    .find(isFree, { projection: { events: 1 }, sort: { due: 1 }, limit: most })
    .toArray();
  if (waiting.length === 0) return [];
  const claim = randomUUID();
  const ids = firstOf(waiting, most);
  await store.inbox.updateMany(
    { ...isFree, _id: { $in: ids } },
    { $set: { due: now, by: share.worker, claim } },
  );
  const mine = await store.inbox.find({ _id: { $in: ids }, claim }).toArray();
  const opened = await openBatches(store, mine);
  const early = opened.filter(({ missing, looks }) => missing && looks < MOST_LOOKS);
  if (early.length > 0)
    await store.inbox.bulkWrite(
      early.map(({ batch: { id: _id }, looks }) => {
        const pause = Math.min(LONGEST_PAUSE_MS, LOOK_AGAIN_MS * 2 ** looks);
        const set = { due: new Date(now.getTime() + pause), looks: looks + 1 };
        return { updateOne: { filter: { _id, claim }, update: { $set: set, $unset: { by: 1 } } } };
      }),
    );
  return opened.flatMap((one) => (early.includes(one) ? [] : one.batch));
}

function firstOf(
  waiting: readonly Pick<InboxDocument, "_id" | "events">[],
  most: number,
): string[] {
  let sum = 0;
  return waiting.flatMap(({ _id, events }) => {
    const isWithin = sum < most;
    sum += events;
    return isWithin ? _id : [];
  });
}

interface OpenedBatch {
  readonly batch: PendingBatch;
  /** How often some of its events were not there. */
  readonly looks: number;
  /** Whether some of its events are not stored: their acceptance is under way, or failed. */
  readonly missing: boolean;
}

// The batch was noted before its events were stored: of those that never were, or that lost their id to another
// event, there is nothing to do. A repeat's own reading of the time (a clock put right, or none sent) counts for nothing:
// the time that was stored does.
async function openBatches(
  { events }: EventsStore,
  notes: readonly InboxDocument[],
): Promise<OpenedBatch[]> {
  const read = notes.map(({ work, ...note }) => ({ ...note, noted: readWork(work) }));
  const ids = new Set(read.flatMap(({ noted }) => noted.map(({ id }) => id)));
  const stored = await events
    .find({ _id: { $in: [...ids] } }, { projection: { hash: 1, ts: 1 }, batchSize: 100_000 })
    .toArray();
  const known = new Map(stored.map((event) => [event._id, event]));
  const isStored = ({ id, hash, ts }: PendingEvent): boolean => {
    const event: (Pick<EventDocument, "hash"> & { readonly ts?: Date }) | undefined = known.get(id);
    // Retention leaves a hash and no time: what was noted is worked rather than lost.
    return event?.hash === hash && (event.ts === undefined || +event.ts === +ts);
  };
  return read.map(({ _id: id, attempts, looks = 0, noted }) => ({
    batch: { id, attempts, events: noted.filter(isStored) },
    looks,
    missing: noted.some((event) => !known.has(event.id)),
  }));
}

/**
 * Leaves what could not be done for later, and what was done behind; whoever's share it is takes it up. Where the note is
 * gone, another worker that thought it lost has done it, or will be told the same: it is noted again.
 */
export async function postponeWork(
  store: EventsStore,
  batch: PendingBatch,
  left: readonly PendingEvent[],
  due: Date,
): Promise<void> {
  await store.inbox.updateOne(
    { _id: batch.id },
    {
      $set: { due, events: left.length, work: writeWork(left) },
      $setOnInsert: { slot: slotOf(batch.id) },
      $unset: { by: 1 },
      $inc: { attempts: 1 },
    },
    { upsert: true },
  );
}

/** How many events wait; of those only whose time has come, where `due` is given. Read from the index alone. */
export async function countWaiting({ inbox }: EventsStore, due?: Date): Promise<number> {
  const [sum] = await inbox
    .aggregate<{ n: number }>([
      { $match: { due: due === undefined ? { $type: "date" } : { $lte: due } } },
      { $group: { _id: null, n: { $sum: "$events" } } },
    ])
    .toArray();
  return sum?.n ?? 0;
}
