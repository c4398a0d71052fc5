import { randomUUID } from "node:crypto";
import type { AnyBulkWriteOperation } from "mongodb";
import type { Attempt, QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import type { EventsStore } from "../store.ts";

/** How the replay of one entry ended. */
export interface ReplayEnd {
  readonly id: string;
  readonly attempt: Attempt;
  /** The event that stands for it now; null where the record says nothing. Absent where it failed again. */
  readonly replayedAs?: string | null;
}

/**
 * Takes waiting entries for one replay: nobody else replays, patches or discards them until it ends or `holdMs` are
 * over. What is sent is what was read after they were taken.
 */
export async function takeForReplay(
  { quarantine }: EventsStore,
  ids: readonly string[],
  now: Date,
  holdMs: number,
): Promise<{ readonly holder: string; readonly taken: readonly QuarantineEntry[] }> {
  const holder = randomUUID();
  if (ids.length === 0) return { holder, taken: [] };
  const { modifiedCount } = await quarantine.updateMany(
    {
      _id: { $in: [...ids] },
      state: "WAITING",
      $or: [{ holder: { $exists: false } }, { heldUntil: { $lte: now } }],
    },
    { $set: { holder, heldUntil: new Date(now.getTime() + holdMs) } },
  );
  if (modifiedCount === 0) return { holder, taken: [] };
  return { holder, taken: await quarantine.find({ _id: { $in: [...ids] }, holder }).toArray() };
}

/**
 * Notes how replays ended, and lets go of their entries. What another replay took over meanwhile is left to that one:
 * it sends the same and is told that it is a duplicate.
 */
export async function endReplays(
  { quarantine }: EventsStore,
  holder: string,
  ends: readonly ReplayEnd[],
): Promise<void> {
  if (ends.length === 0) return;
  await quarantine.bulkWrite(
    ends.map((end): AnyBulkWriteOperation<QuarantineEntry> => ({
      updateOne: {
        filter: { _id: end.id, holder },
        update: {
          $inc: { attempts: 1 },
          $unset: { holder: "", heldUntil: "" },
          $set: { lastAttempt: end.attempt, ...changes(end) },
        },
      },
    })),
    { ordered: false },
  );
}

function changes({ attempt, replayedAs }: ReplayEnd): Partial<QuarantineEntry> {
  const { at, by, fault } = attempt;
  if (replayedAs !== undefined)
    return { state: "REPLAYED", replayedAs, settled: { at, by, reason: null } };
  return fault === null ? {} : { fault };
}
