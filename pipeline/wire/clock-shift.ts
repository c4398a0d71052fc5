import { parseTime } from "./parse-time.ts";

/** A clock that is ahead by less is taken for right. */
const LEAST_AHEAD_MS = 1_000;
/** What arrives later than that was under way; a slow network and a retry look like a slow clock. */
const LEAST_BEHIND_MS = 5_000;
/** What was sent longer ago waited somewhere: its `sentAt` says nothing of the clock now. */
const MOST_BEHIND_MS = 24 * 3_600_000;
/** Beyond it `sentAt` is no clock's reading. */
const MOST_AHEAD_MS = 366 * 24 * 3_600_000;

/**
 * How far a sender's clock has to be put forward (or back, below 0), milliseconds: by the Segment rule, timestamp =
 * receivedAt − (sentAt − originalTimestamp), every time of its is moved by receivedAt − sentAt. 0 where it is right, or where nobody
 * can tell.
 */
export function clockShift(sentAt: unknown, receivedAt: Date): number {
  if (sentAt === undefined || sentAt === null) return 0;
  // Read against a bound of its own: that it lies ahead is what is looked for.
  const read = parseTime(sentAt, new Date(receivedAt.getTime() + MOST_AHEAD_MS));
  if (typeof read === "string") return 0;
  const shift = receivedAt.getTime() - read.getTime();
  if (shift < 0) return shift > -LEAST_AHEAD_MS || shift < -MOST_AHEAD_MS ? 0 : shift;
  return shift < LEAST_BEHIND_MS || shift > MOST_BEHIND_MS ? 0 : shift;
}
