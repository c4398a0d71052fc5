import type { Timestamp } from "mongodb";
import { startOf, type Day } from "../domain/computed/calendar.ts";
import {
  addParts,
  dayPart,
  wholeDay,
  type CountedEvent,
  type DayPart,
} from "../domain/computed/day-state.ts";
import { markedUntil, settleDay, takeDue, type TakenDay } from "./hot-days.ts";
import { keyConditionOf } from "./key-condition.ts";
import type { ProfileDayKey } from "./profile-day.ts";
import { projectionOf, writeDays, type RecomputeDependencies } from "./recompute-days.ts";

/** So many events are in memory at a time, and counted without a pause. */
const AT_ONCE = 500;

/** Computes the marked day whose time came first; false where none is due. */
export async function foldNext(dependencies: RecomputeDependencies): Promise<boolean> {
  const { store, database, clock } = dependencies;
  const taken = await takeDue(store, database, clock());
  if (taken !== null) await foldTaken(taken, dependencies);
  return taken !== null;
}

/** Computes all marked days up to one now, whether their time has come or not: what they rest on is about to go. */
export async function foldUntil(day: Day, dependencies: RecomputeDependencies): Promise<void> {
  const { store, database, clock } = dependencies;
  for (const id of await markedUntil(store, day)) {
    const taken = await takeDue(store, database, clock(), id);
    if (taken !== null) await foldTaken(taken, dependencies);
  }
}

/** Computes a day of any number of events by its part of the timeline's index; answers how many they were. */
export async function foldDay(
  { profile, day }: ProfileDayKey,
  stamp: Timestamp,
  { store, traits }: Pick<RecomputeDependencies, "store" | "traits">,
): Promise<number> {
  const inputs = traits.flatMap((trait) => trait.inputs);
  const defined = [...new Map(traits.map((trait) => [trait.state, trait])).values()];
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
  const cursor = store.events
    .find<CountedEvent>(
      { profile, ts: { $gte: startOf(day), $lt: startOf(day + 1) }, ...keyConditionOf(inputs) },
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

async function foldTaken(taken: TakenDay, dependencies: RecomputeDependencies): Promise<void> {
  const began = performance.now();
  const count = await foldDay(taken, taken.stamp, dependencies);
  const tookMs = performance.now() - began;
  await settleDay(dependencies.store, taken, { isHot: count > dependencies.hotFrom / 2, tookMs });
}
