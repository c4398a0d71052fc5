import { dayOf } from "../domain/computed/calendar.ts";
import type { ComputedDefinition } from "../domain/computed/definition.ts";
import type { EventDocument } from "../domain/event-document.ts";
import { backfillComputed, unfinishedStates } from "./backfill.ts";
import { foldNext, foldUntil } from "./fold-day.ts";
import { lateness } from "./hot-days.ts";
import { recomputeDays, touchedDays, type RecomputeDependencies } from "./recompute-days.ts";

/** The verbs of computed traits. */
export interface ComputedTraitsPort {
  /**
   * Brings computed traits up to what these stored events say: the days that they lie in are computed anew, so that
   * order and repetition do not matter. A day of very many events, or of many where much is behind, is marked instead, durable when the
   * promise resolves, and computed by `foldTraits`. Costs nothing where no definition names them.
   */
  computeTraits(events: readonly Pick<EventDocument, "profile" | "ts" | "key">[]): Promise<void>;
  /** Computes the marked days whose time came first, a bounded number; answers how many. Any process may, side by side. */
  foldTraits(): Promise<number>;
  /** How long the day whose time came first has waited for `foldTraits` beyond it, seconds. */
  traitsLate(): Promise<number>;
  /** Works history for computed traits that are new, a bounded part of it; answers whether all is done. */
  backfillTraits(): Promise<boolean>;
}

/** The computed traits of one process: what is defined, and the work that keeps their state. */
export interface ComputedTraits {
  readonly definitions: ReadonlyMap<string, ComputedDefinition>;
  /** Computes the days anew that these stored events lie in, or marks them; nothing where no definition names them. */
  compute(events: readonly Pick<EventDocument, "profile" | "ts" | "key">[]): Promise<void>;
  /** Computes the marked days whose time came first, a bounded number; answers how many. */
  fold(): Promise<number>;
  /** How long the day whose time came first has waited beyond it, seconds. */
  late(): Promise<number>;
  /** Computes all marked days with events before a date, due or not: the events are about to go. */
  foldBefore(date: Date): Promise<void>;
  /** Works history for new definitions, a bounded part of it; answers whether all is done. */
  backfill(): Promise<boolean>;
  /** The states whose history is not worked yet, as it was within the last second. */
  unfinished(): Promise<ReadonlySet<string>>;
}

const PAGES_AT_ONCE = 20;
const RECENT_MS = 1_000;
const NONE: ReadonlySet<string> = new Set();

/** Opens the computed traits of a process. */
export function openComputedTraits(dependencies: RecomputeDependencies): ComputedTraits {
  const { store, traits } = dependencies;
  let isDone = traits.length === 0;
  let known: { readonly until: number; readonly states: Promise<ReadonlySet<string>> } = {
    until: traits.length === 0 ? Infinity : 0,
    states: Promise.resolve(NONE),
  };
  return {
    definitions: new Map(traits.map((trait) => [trait.written.key, trait])),

    compute: (events) => recomputeDays(touchedDays(events, traits), dependencies),

    fold: () => (traits.length === 0 ? Promise.resolve(0) : foldNext(dependencies)),

    late: () => lateness(store, dependencies.clock()),

    foldBefore: async (date) => {
      if (traits.length > 0) await foldUntil(dayOf(date), dependencies);
    },

    backfill: async () => {
      if (!isDone) isDone = await backfillComputed(dependencies, PAGES_AT_ONCE);
      return isDone;
    },

    unfinished: () => {
      if (performance.now() < known.until) return known.states;
      const states = unfinishedStates(store, traits).then((found) => {
        // What is done once stays done.
        if (found.size === 0) known = { ...known, until: Infinity };
        return found;
      });
      known = { until: performance.now() + RECENT_MS, states };
      states.catch(() => {
        known = { ...known, until: 0 };
      });
      return states;
    },
  };
}
