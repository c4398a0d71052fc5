import type { EventDocument } from "./domain/event-document.ts";
import type { EventsStore } from "./store.ts";

/**
 * Takes events whose time has come. Two workers may find the same ones; whoever moves `due` first holds them, the
 * other gets the rest. Work that is done twice all the same does no harm: every step is idempotent.
 */
export async function claimPending(
  store: EventsStore,
  limit: number,
  now: Date,
  holdMs: number,
): Promise<EventDocument[]> {
  const waiting = await store.events
    .find({ "todo.due": { $lte: now } }, { projection: { _id: 1 }, sort: { "todo.due": 1 }, limit })
    .toArray();
  if (waiting.length === 0) return [];
  // A hold is told from others by its very instant: random milliseconds keep two workers' apart.
  const held = new Date(now.getTime() + holdMs + Math.floor(Math.random() * 1_000));
  const ids = waiting.map((event) => event._id);
  await store.events.updateMany(
    { _id: { $in: ids }, "todo.due": { $lte: now } },
    { $set: { "todo.due": held } },
  );
  return store.events.find({ _id: { $in: ids }, "todo.due": held }).toArray();
}

/** Takes the mark off; losing this write costs only that the work is done again, so it does not wait for a majority. */
export async function settleDone(store: EventsStore, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await store.events.updateMany(
    { _id: { $in: [...ids] } },
    { $unset: { todo: 1 } },
    { writeConcern: { w: 1 } },
  );
}

/** How many events wait. */
export function countPending(store: EventsStore): Promise<number> {
  return store.events.countDocuments({ "todo.due": { $exists: true } }, { hint: "pending" });
}
