import type { Document } from "mongodb";
import { dayOf, startOf } from "../domain/computed/calendar.ts";
import type { EventsStore } from "../store.ts";
import { foldDay } from "./fold-day.ts";
import { hotAmong } from "./hot-days.ts";
import { textOf, type ProfileDayKey } from "./profile-day.ts";
import { advance, openStates, statesOf, type Cursor } from "./progress.ts";
import { namedBy, recomputeDays, type RecomputeDependencies } from "./recompute-days.ts";
import { dropFormerStates } from "./write-days.ts";

/** A day with events that count, and how many of them the page had. */
interface FoundDay extends ProfileDayKey {
  readonly entries: number;
}

/** Entries of the index, whether they count or not: one that counts may be behind millions that don't. */
const ENTRIES_A_PAGE = 5_000;
const DAYS_AT_ONCE = 500;

/**
 * Works history for definitions whose state nobody has computed yet, for so long; answers whether all is done. It goes
 * over the log by profile and day, and keeps how far it came: a process that ends goes on from there. Does nothing while
 * workers are there that compute something else.
 */
export async function backfillComputed(
  dependencies: RecomputeDependencies,
  forMs: number,
): Promise<boolean> {
  const { store, traits } = dependencies;
  const open = await openStates(store, traits);
  if (open === null) return false;
  if (open.length === 0) return true;
  const states = open.map(({ _id }) => _id);
  const counts = namedBy(traits.filter(({ state }) => states.includes(state)));
  let cursor = earliest(open.map((one) => one.cursor));
  for (const until = performance.now() + forMs; ;) {
    const { days, last } = await nextDays(store, cursor, counts);
    for (let at = 0; at < days.length; at += DAYS_AT_ONCE)
      await workDays(days.slice(at, at + DAYS_AT_ONCE), dependencies);
    cursor = last;
    const isOver = cursor === null;
    if (!(await advance(store, open, isOver ? { done: true } : { cursor }))) return false;
    if (isOver || performance.now() >= until) return isOver;
  }
}

// What is large, or may be, is read a part at a time; a mark would leave it unworked when history is done.
async function workDays(
  days: readonly FoundDay[],
  dependencies: RecomputeDependencies,
): Promise<void> {
  const { store, database, traits, hot: from } = dependencies;
  // Before there is more in their documents: nobody keeps these states any more.
  await dropFormerStates(store, days, statesOf(traits));
  const { found: hot, stamp } = await database.stamped((session) => hotAmong(store, days, session));
  const isLarge = (one: FoundDay): boolean => one.entries > from.events || hot.has(textOf(one));
  await recomputeDays(
    days.filter((one) => !isLarge(one)),
    { ...dependencies, hot: { ...from, busy: Infinity } },
  );
  for (const one of days.filter(isLarge)) await foldDay(one, stamp, dependencies);
}

// States that began at different times go together from where the last of them is.
function earliest(cursors: readonly Cursor[]): Cursor {
  return cursors.reduce<Cursor>((a, b) => {
    if (a === null || b === null) return null;
    // Profiles go up, days within a profile down.
    return a.profile < b.profile || (a.profile === b.profile && a.day > b.day) ? a : b;
  }, cursors[0] ?? null);
}

/**
 * The next days with events that count, in the order of the timeline's index, which holds all that is asked; and the last
 * day that was looked at, null where there are no more.
 */
async function nextDays(
  { events }: EventsStore,
  cursor: Cursor,
  counts: (key: string) => boolean,
): Promise<{ readonly days: FoundDay[]; readonly last: Cursor }> {
  const seen: ProfileDayKey[] = [];
  const days = new Map<string, FoundDay>();
  const read = async (filter: Document, limit: number): Promise<number> => {
    const found = await events
      .find(filter, { projection: { _id: 0, profile: 1, ts: 1, key: 1 }, batchSize: limit })
      .sort({ profile: 1, ts: -1 })
      .limit(limit)
      .toArray();
    for (const { profile, ts, key } of found)
      if (profile !== null) {
        const one = { profile, day: dayOf(ts) };
        const text = textOf(one);
        const last = seen.at(-1);
        if (last === undefined || textOf(last) !== text) seen.push(one);
        if (counts(key)) days.set(text, { ...one, entries: (days.get(text)?.entries ?? 0) + 1 });
      }
    return found.length;
  };
  const rest =
    cursor === null
      ? 0
      : await read({ profile: cursor.profile, ts: { $lt: startOf(cursor.day) } }, ENTRIES_A_PAGE);
  const left = ENTRIES_A_PAGE - rest;
  // Without an identifier there is no profile: null sorts before every text.
  const more = left > 0 ? await read({ profile: { $gt: cursor?.profile ?? "" } }, left) : left;
  const cut = seen.pop();
  if (more < left || cut === undefined) return { days: [...days.values()], last: null };
  // The page may end within its last day: that is for the next one, unless it has all the page.
  const last = seen.at(-1);
  if (last === undefined) return { days: [{ ...cut, entries: Infinity }], last: cut };
  days.delete(textOf(cut));
  return { days: [...days.values()], last };
}
