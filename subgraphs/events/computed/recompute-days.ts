import type { Clock } from "../../../platform/clock.ts";
import type { Database } from "../../../platform/mongo.ts";
import { dayOf } from "../domain/computed/calendar.ts";
import { namesEvent, type ComputedDefinition } from "../domain/computed/definition.ts";
import type { EventDocument } from "../domain/event-document.ts";
import type { EventsStore } from "../store.ts";
import { computedDay, oneOfEachState, type ComputedDay } from "./computed-day.ts";
import { hotAmong, markDue } from "./hot-days.ts";
import { textOf, type ProfileDayKey } from "./profile-day.ts";
import { readDays, type HotFrom } from "./read-days.ts";
import { writeDays } from "./write-days.ts";

/** What recomputing needs. */
export interface RecomputeDependencies {
  readonly store: EventsStore;
  readonly database: Pick<Database, "stamped">;
  readonly traits: readonly ComputedDefinition[];
  readonly clock: Clock;
  readonly hot: HotFrom;
}

/** The days that events touch which some definition names; none where no definition does. */
export function touchedDays(
  events: readonly Pick<EventDocument, "profile" | "ts" | "key">[],
  traits: readonly ComputedDefinition[],
): ProfileDayKey[] {
  const isNamed = namedBy(traits);
  const touched = new Map<string, ProfileDayKey>();
  for (const { profile, ts, key } of events)
    if (profile !== null && isNamed(key)) {
      const day = dayOf(ts);
      touched.set(textOf({ profile, day }), { profile, day });
    }
  return [...touched.values()];
}

/** Tells whether some definition names the events of a key. */
export function namedBy(traits: readonly ComputedDefinition[]): (key: string) => boolean {
  const known = new Map<string, boolean>();
  return (key) => {
    const isNamed =
      known.get(key) ?? traits.some(({ inputs }) => inputs.some((input) => namesEvent(input, key)));
    known.set(key, isNamed);
    return isNamed;
  };
}

/**
 * Computes days anew from the stored events, in at most five commands, but for hot ones, which are marked: a day with
 * very many events, or with many where a batch touches many such days, is read once for many batches. A day is a pure
 * function of its events, so working a batch twice changes nothing; and of two that compute the same day side by side, the
 * one that read later stays.
 */
export async function recomputeDays(
  days: readonly ProfileDayKey[],
  dependencies: RecomputeDependencies,
): Promise<void> {
  if (days.length === 0) return;
  const { store, database, traits, clock } = dependencies;
  const { found: hot, stamp } = await database.stamped((session) => hotAmong(store, days, session));
  const left = hot.size === 0 ? days : days.filter((one) => !hot.has(textOf(one)));
  const byDay = await readDays(store, left, {
    traits,
    now: clock(),
    hot: dependencies.hot,
  });
  const defined = oneOfEachState(traits);
  const computed: ComputedDay[] = [];
  const due = days.filter((one) => hot.has(textOf(one)));
  for (const one of left) {
    const events = byDay.get(textOf(one)) ?? [];
    if (events === "hot") due.push(one);
    else computed.push(computedDay(one, stamp, defined, events));
  }
  await writeDays(store, computed);
  if (due.length > 0) await markDue(store, due, clock());
}
