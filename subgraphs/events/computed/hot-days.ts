import { randomUUID } from "node:crypto";
import type { ClientSession, Timestamp } from "mongodb";
import { writeUpserts, type Database } from "../../../platform/mongo.ts";
import type { Day } from "../domain/computed/calendar.ts";
import type { EventsStore, HotDayDocument } from "../store.ts";
import { textOf, type ProfileDayKey } from "./profile-day.ts";

/** A hot day that somebody took in hand. */
export interface TakenDay extends ProfileDayKey {
  /** The mark that it had. */
  readonly mark: string;
  /** Whatever is read from now on is at least as new. */
  readonly stamp: Timestamp;
  /** How many batches have marked it since it was computed. */
  readonly touches: number;
  /** Its events are read a part at a time. */
  readonly isLarge: boolean;
}

/** A hot day that was computed. */
export interface SettledDay {
  readonly taken: TakenDay;
  /** False: every batch computes it again. */
  readonly isHot: boolean;
  readonly isLarge: boolean;
  /** How long it took. */
  readonly tookMs: number;
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
            touches: { $add: [{ $ifNull: ["$touches", 0] }, 1] },
            due: { $ifNull: ["$due", { $add: [now, pause] }] },
            idleSince: "$$REMOVE",
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
 * Takes marked days in hand: those whose time came first, or those that are named, whether their time has come or not.
 * Others take them where they are not settled within their pause: harmless, of two the one that took them later stays.
 */
export async function takeDue(
  { computedHot }: EventsStore,
  { stamped }: Pick<Database, "stamped">,
  now: Date,
  which: { readonly most: number } | { readonly named: readonly string[] },
): Promise<TakenDay[]> {
  const isNamed = "named" in which;
  const { found, stamp } = await stamped((session) =>
    computedHot
      .find(
        isNamed ? { _id: { $in: which.named }, due: { $exists: true } } : { due: { $lte: now } },
        isNamed ? { session } : { session, sort: { due: 1 }, limit: which.most },
      )
      .toArray(),
  );
  const lot = isNamed ? found : oneLot(found);
  if (lot.length > 0)
    await computedHot.updateMany(
      { _id: { $in: lot.map(({ _id }) => _id) }, due: { $exists: true } },
      [{ $set: { due: { $add: [now, "$pause"] } } }],
    );
  return lot.flatMap(({ profile, day, mark, touches = 1, isLarge = false }) =>
    mark === undefined ? [] : [{ profile, day, mark, stamp, touches, isLarge }],
  );
}

// A large day goes by itself: behind others its pause would be over before it is settled.
function oneLot(found: HotDayDocument[]): HotDayDocument[] {
  const large = found.findIndex(({ isLarge }) => isLarge === true);
  return large < 0 ? found : found.slice(0, Math.max(1, large));
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

/**
 * Takes the marks off, where they are those that the days had. A day that a batch came for meanwhile keeps its mark, and has
 * its time from now on; what was learned of it holds all the same.
 */
export async function settleDays(
  { computedHot }: EventsStore,
  days: readonly SettledDay[],
  now: Date,
): Promise<void> {
  if (days.length === 0) return;
  await computedHot.bulkWrite(
    days.map(({ taken, isHot, isLarge, tookMs }) => {
      const _id = textOf(taken);
      if (!isHot) return { deleteOne: { filter: { _id, mark: taken.mark } } };
      const pause = Math.max(FOLD_AFTER_MS, Math.ceil(tookMs) * ONE_PART_IN);
      const due = new Date(now.getTime() + pause);
      const isSettled = { $eq: [{ $ifNull: ["$mark", taken.mark] }, taken.mark] };
      const unlessSettled = (value: unknown): object => ({
        $cond: [isSettled, "$$REMOVE", value],
      });
      const set = {
        pause,
        isLarge,
        due: unlessSettled(due),
        touches: unlessSettled("$touches"),
        mark: unlessSettled("$mark"),
        idleSince: { $cond: [isSettled, now, "$$REMOVE"] },
      };
      return { updateOne: { filter: { _id }, update: [{ $set: set }] } };
    }),
    { ordered: false },
  );
}
