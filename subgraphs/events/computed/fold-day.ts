import type { Timestamp } from "mongodb";
import { startOf, type Day } from "../domain/computed/calendar.ts";
import {
  addParts,
  dayPart,
  wholeDay,
  type CountedEvent,
  type DayPart,
} from "../domain/computed/day-state.ts";
import { computedDay, oneOfEachState, type ComputedDay } from "./computed-day.ts";
import { haveHappened } from "./happened.ts";
import { markedUntil, settleDays, takeDue, type SettledDay, type TakenDay } from "./hot-days.ts";
import { keyConditionOf } from "./key-condition.ts";
import { textOf, type ProfileDayKey } from "./profile-day.ts";
import { projectionOf, readDays } from "./read-days.ts";
import type { RecomputeDependencies } from "./recompute-days.ts";
import { writeDays } from "./write-days.ts";

/** So many events are in memory at a time, and counted without a pause. */
const AT_ONCE = 500;

/** So many days are computed together, where they are not large. */
const DAYS_AT_ONCE = 100;

/** Computes the marked days whose time came first; answers how many they were. */
export async function foldNext(dependencies: RecomputeDependencies): Promise<number> {
  const { store, database, clock } = dependencies;
  const taken = await takeDue(store, database, clock(), { most: DAYS_AT_ONCE });
  await foldTaken(taken, dependencies);
  return taken.length;
}

/** Computes all marked days up to one now, whether their time has come or not: what they rest on is about to go. */
export async function foldUntil(day: Day, dependencies: RecomputeDependencies): Promise<void> {
  const { store, database, clock } = dependencies;
  const marked = await markedUntil(store, day);
  for (let at = 0; at < marked.length; at += DAYS_AT_ONCE) {
    const named = marked.slice(at, at + DAYS_AT_ONCE);
    await foldTaken(await takeDue(store, database, clock(), { named }), dependencies);
  }
}

/** Computes a day of any number of events by its part of the timeline's index; answers how many they were. */
export async function foldDay(
  { profile, day }: ProfileDayKey,
  stamp: Timestamp,
  { store, traits, clock }: Pick<RecomputeDependencies, "store" | "traits" | "clock">,
): Promise<number> {
  const inputs = traits.flatMap((trait) => trait.inputs);
  const defined = oneOfEachState(traits);
  const parts = new Map<string, DayPart | null>();
  let count = 0;
  let some: CountedEvent[] = [];
  const add = (): void => {
    count += some.length;
    // Later events come first, as `addParts` asks.
    for (const trait of defined)
      parts.set(trait.state, addParts(trait, parts.get(trait.state) ?? null, dayPart(trait, some)));
    some = [];
  };
  const [from, to] = [startOf(day), startOf(day + 1)];
  const cursor = store.events
    .find<CountedEvent>(
      {
        profile,
        ts: { $gte: from, $lt: to },
        ...keyConditionOf(inputs),
        $expr: { $and: haveHappened(to, clock()) },
      },
      { projection: projectionOf(inputs), hint: "timeline", batchSize: AT_ONCE },
    )
    .sort({ ts: -1, _id: -1 });
  for await (const event of cursor) {
    some.push(event);
    if (some.length === AT_ONCE) add();
  }
  add();
  const states = defined.map(({ state }) => [state, wholeDay(parts.get(state) ?? null)] as const);
  await writeDays(store, [{ profile, day, stamp, states }]);
  return count;
}

async function foldTaken(
  taken: readonly TakenDay[],
  dependencies: RecomputeDependencies,
): Promise<void> {
  if (taken.length === 0) return;
  const { store, traits, hot, clock } = dependencies;
  // Few events are what makes a day ordinary again; half of what made it hot, lest it go to and fro.
  const isMany = (count: number): boolean => count > hot.events / 2;
  const large = taken.filter(({ isLarge }) => isLarge);
  const others = taken.filter(({ isLarge }) => !isLarge);
  const began = performance.now();
  const byDay = await readDays(store, others, {
    traits,
    now: clock(),
    hot: { ...hot, busy: Infinity },
  });
  const defined = oneOfEachState(traits);
  const computed: ComputedDay[] = [];
  const counted: Omit<SettledDay, "tookMs">[] = [];
  for (const one of others) {
    const events = byDay.get(textOf(one)) ?? [];
    if (events === "hot") large.push(one);
    else {
      computed.push(computedDay(one, one.stamp, defined, events));
      const isLarge = isMany(events.length);
      // One that several batches came for is better computed once for all of them.
      counted.push({ taken: one, isHot: isLarge || one.touches > 1, isLarge });
    }
  }
  await writeDays(store, computed);
  const tookMs = (performance.now() - began) / Math.max(1, counted.length);
  await settleDays(
    store,
    counted.map((one) => ({ ...one, tookMs })),
    clock(),
  );
  for (const one of large) {
    const from = performance.now();
    const isLarge = isMany(await foldDay(one, one.stamp, dependencies));
    const tookMs = performance.now() - from;
    await settleDays(store, [{ taken: one, isHot: isLarge, isLarge, tookMs }], clock());
  }
}
