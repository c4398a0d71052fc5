import type { Document } from "mongodb";

/** So far the clocks of workers may be apart; an event that is ahead by less is taken to be now. */
const APART_MS = 1_000;

/**
 * The conditions on events of up to `end` that have happened; none where all have. What had happened when it came counts
 * whatever a clock says now: one that is behind would take it out again. An event that was ahead counts from its time on,
 * by a clock that may be a little behind that of the worker whom it fell due to.
 */
export function haveHappened(end: Date, now: Date): Document[] {
  const until = new Date(now.getTime() + APART_MS);
  if (end <= until) return [];
  return [{ $or: [{ $lt: ["$ts", until] }, { $lte: ["$ts", "$receivedAt"] }] }];
}
