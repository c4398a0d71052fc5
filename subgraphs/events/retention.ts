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

/** Events that are gone through by one command, whether they are old or not: a few old ones may be among many millions. */
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
  let found = 0;
  for (let after = ""; ;) {
    const [end] = await events
      .find({ _id: { $gt: after } }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .skip(AT_ONCE - 1)
      .limit(1)
      .toArray();
    const ids = { $gt: after, ...(end === undefined ? {} : { $lte: end._id }) };
    const old = { _id: ids, ts: { $lt: before } };
    if (isDry) found += await events.countDocuments(old);
    else {
      const tombstone = { _id: "$_id", hash: "$hash" };
      const { modifiedCount } = await events.updateMany(old, [{ $replaceWith: tombstone }]);
      found += modifiedCount;
      if (modifiedCount > 0) onProgress?.(found);
    }
    if (end === undefined) return { found, deleted: isDry ? 0 : found };
    after = end._id;
  }
}
