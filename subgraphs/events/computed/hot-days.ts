import { randomUUID } from "node:crypto";
import type { ClientSession, Timestamp } from "mongodb";
import { writeUpserts, type Database } from "../../../platform/mongo.ts";
import type { Day } from "../domain/computed/calendar.ts";
import type { EventsStore } from "../store.ts";
import { textOf, type ProfileDayKey } from "./profile-day.ts";

/** A hot day that somebody took in hand. */
export interface TakenDay extends ProfileDayKey {
  /** The mark that it had. */
  readonly mark: string;
  /** Whatever is read from now on is at least as new. */
  readonly stamp: Timestamp;
}

/** How soon after its first mark a hot day is computed, milliseconds; a day that takes long to read waits longer. */
const FOLD_AFTER_MS = 5_000;
/** Of the time that passes, reading a hot day may take so much: one part in this. */
const ONE_PART_IN = 5;

/** Which of these days are hot: read by their keys, whatever events they have. */
export async function hotAmong(
  { computedHot }: EventsStore,
  days: readonly ProfileDayKey[],
  session: ClientSession,
): Promise<ReadonlySet<string>> {
  const found = await computedHot
    .find(
      { _id: { $in: days.map(textOf) } },
      { projection: { _id: 1 }, batchSize: 10_000, session },
    )
    .toArray();
  return new Set(found.map(({ _id }) => _id));
}

/**
 * Marks days whose events are not counted yet: from then on they are hot. It is progress of the batch as its other writes
 * are: it stands in the oplog before the removal of the batch's note.
 */
export async function markDue(
  { computedHot }: EventsStore,
  days: readonly ProfileDayKey[],
  now: Date,
): Promise<void> {
  const pause = { $ifNull: ["$pause", FOLD_AFTER_MS] };
  const operations = days.map(({ profile, day }) => ({
    updateOne: {
      filter: { _id: textOf({ profile, day }) },
      update: [
        {
          $set: {
            profile: { $literal: profile },
            day,
            pause,
            mark: randomUUID(),
            due: { $ifNull: ["$due", { $add: [now, pause] }] },
          },
        },
      ],
      upsert: true,
    },
  }));
  const refusal = await writeUpserts(computedHot, operations, 3);
  if (refusal !== null) throw refusal;
}

/**
 * Takes a marked day in hand: the one whose time came first, or the one that is named, whether its time has come or not.
 * Null where there is none. Others take it where it is not settled within its pause: harmless, of two the one that took
 * it later stays.
 */
export async function takeDue(
  { computedHot }: EventsStore,
  { stamped }: Pick<Database, "stamped">,
  now: Date,
  named: string | null = null,
): Promise<TakenDay | null> {
  const { found, stamp } = await stamped((session) =>
    computedHot.findOneAndUpdate(
      named === null ? { due: { $lte: now } } : { _id: named, due: { $exists: true } },
      [{ $set: { due: { $add: [now, "$pause"] } } }],
      { sort: { due: 1 }, session },
    ),
  );
  return found?.mark === undefined
    ? null
    : { profile: found.profile, day: found.day, mark: found.mark, stamp };
}

/** How long the marked day whose time came first has waited beyond it, seconds; 0 where none is late. */
export async function lateness({ computedHot }: EventsStore, now: Date): Promise<number> {
  const [first] = await computedHot
    .find({ due: { $lte: now } }, { projection: { _id: 0, due: 1 }, sort: { due: 1 }, limit: 1 })
    .toArray();
  return first?.due === undefined ? 0 : (now.getTime() - first.due.getTime()) / 1_000;
}

/** The days up to one that are marked. */
export async function markedUntil({ computedHot }: EventsStore, day: Day): Promise<string[]> {
  const found = await computedHot
    .find({ due: { $exists: true }, day: { $lte: day } }, { projection: { _id: 1 } })
    .toArray();
  return found.map(({ _id }) => _id);
}

/** Takes the mark off, where it is the one that the day had; `isHot` false: the day is computed by every batch again. */
export async function settleDay(
  { computedHot }: EventsStore,
  taken: TakenDay,
  { isHot, tookMs }: { readonly isHot: boolean; readonly tookMs: number },
): Promise<void> {
  const own = { _id: textOf(taken), mark: taken.mark };
  if (!isHot) {
    await computedHot.deleteOne(own);
    return;
  }
  const pause = Math.max(FOLD_AFTER_MS, Math.ceil(tookMs) * ONE_PART_IN);
  await computedHot.updateOne(own, { $set: { pause }, $unset: { mark: 1, due: 1 } });
}
