import type { EventsStore } from "./store.ts";

/** What a round of retention did, or would do. */
export interface Retained {
  /** Events that happened before the date. */
  readonly found: number;
  /** Those whose content was deleted. */
  readonly deleted: number;
}

/** How retention is carried out. */
export interface RetainOptions {
  /** Counts only. */
  readonly isDry: boolean;
  /** Told how many are done, now and then. */
  readonly onProgress?: (deleted: number) => void;
}

const AT_ONCE = 1_000;

/**
 * Shrinks events that happened before a date to their id and the hash of their content. The tombstone takes the place
 * of the event by one write of one document: there is no moment at which neither is there, a crash leaves some of them
 * for the next run, and the id stays taken, so that acceptance knows a repeat without another look.
 */
export async function retainEvents(
  { events }: EventsStore,
  before: Date,
  { isDry, onProgress }: RetainOptions,
): Promise<Retained> {
  const old = { ts: { $lt: before } };
  if (isDry) return { found: await events.countDocuments(old), deleted: 0 };
  let deleted = 0;
  for (let after = ""; ;) {
    const page = await events
      .find({ _id: { $gt: after }, ...old }, { projection: { _id: 1 }, batchSize: AT_ONCE + 1 })
      .sort({ _id: 1 })
      .limit(AT_ONCE)
      .toArray();
    const last = page.at(-1);
    if (last === undefined) return { found: deleted, deleted };
    const ids = page.map(({ _id }) => _id);
    const { modifiedCount } = await events.updateMany({ _id: { $in: ids }, ...old }, [
      { $replaceWith: { _id: "$_id", hash: "$hash" } },
    ]);
    deleted += modifiedCount;
    onProgress?.(deleted);
    after = last._id;
  }
}
