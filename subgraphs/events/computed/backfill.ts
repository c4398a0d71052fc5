import type { Document } from "mongodb";
import { dayOf, startOf } from "../domain/computed/calendar.ts";
import type { EventsStore } from "../store.ts";
import { keyConditionOf } from "./key-condition.ts";
import { foldDay } from "./fold-day.ts";
import { hotAmong } from "./hot-days.ts";
import { textOf, type ProfileDayKey } from "./profile-day.ts";
import { advance, openStates, statesOf, type Cursor } from "./progress.ts";
import { recomputeDays, type RecomputeDependencies } from "./recompute-days.ts";
import { dropFormerStates } from "./write-days.ts";

/** A day with events, and how many of them the page had. */
interface FoundDay extends ProfileDayKey {
  readonly entries: number;
}

const ENTRIES_A_PAGE = 5_000;
const DAYS_AT_ONCE = 500;

/**
 * Works history for definitions whose state nobody has computed yet, a bounded part at a time; answers whether all is
 * done. It goes over the log by profile and day, and keeps how far it came: a process that ends goes on from there. Does
 * nothing while workers are there that compute something else.
 */
export async function backfillComputed(
  dependencies: RecomputeDependencies,
  mostPages: number,
): Promise<boolean> {
  const { store, traits } = dependencies;
  const open = await openStates(store, traits);
  if (open === null) return false;
  if (open.length === 0) return true;
  const states = open.map(({ _id }) => _id);
  const wanted = traits.filter(({ state }) => states.includes(state));
  const keys = keyConditionOf(wanted.flatMap(({ inputs }) => inputs));
  let cursor = earliest(open.map((one) => one.cursor));
  for (let page = 0; page < mostPages; page++) {
    const { days, isLast } = await nextDays(store, cursor, keys);
    for (let at = 0; at < days.length; at += DAYS_AT_ONCE)
      await workDays(days.slice(at, at + DAYS_AT_ONCE), dependencies);
    const last = days.at(-1);
    if (last !== undefined) cursor = { profile: last.profile, day: last.day };
    if (!(await advance(store, open, isLast ? { done: true } : { cursor }))) return false;
    if (isLast) return true;
  }
  return false;
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

/** The next days in the order of the timeline's index, which holds all that is asked. */
async function nextDays(
  { events }: EventsStore,
  cursor: Cursor,
  keys: Document,
): Promise<{ readonly days: FoundDay[]; readonly isLast: boolean }> {
  const days = new Map<string, FoundDay>();
  const read = async (filter: Document, limit: number): Promise<number> => {
    const found = await events
      .find({ ...filter, ...keys }, { projection: { _id: 0, profile: 1, ts: 1 } })
      .sort({ profile: 1, ts: -1 })
      .limit(limit)
      .toArray();
    for (const { profile, ts } of found)
      if (profile !== null) {
        const one = { profile, day: dayOf(ts) };
        const text = textOf(one);
        days.set(text, { ...one, entries: (days.get(text)?.entries ?? 0) + 1 });
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
  const isLast = more < left;
  const all = [...days.values()];
  const last = all.pop();
  if (last === undefined) return { days: [], isLast };
  // The page may end within its last day.
  return { days: [...all, isLast ? last : { ...last, entries: Infinity }], isLast };
}
