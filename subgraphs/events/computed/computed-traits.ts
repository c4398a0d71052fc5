import { dayOf } from "../domain/computed/calendar.ts";
import type { ComputedDefinition } from "../domain/computed/definition.ts";
import type { EventDocument } from "../domain/event-document.ts";
import { backfillComputed } from "./backfill.ts";
import { foldNext, foldUntil } from "./fold-day.ts";
import { lateness } from "./hot-days.ts";
import { forgetOthers, nameOf, unfinishedStates } from "./progress.ts";
import { requireCounted } from "./require-counted.ts";
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
  /**
   * Works history for computed traits that are new or came back, a bounded part of it; answers whether all is done. It waits
   * until no worker has a lease that computes something else: what that touches would lack them.
   */
  backfillTraits(): Promise<boolean>;
}

/** The computed traits of one process: what is defined, and the work that keeps their state. */
export interface ComputedTraits {
  readonly definitions: ReadonlyMap<string, ComputedDefinition>;
  /** Names what is computed: the same where all states are. */
  readonly name: string;
  /** Tells all that days are computed by these definitions here: what others are in force elsewhere is not done any more. */
  announce(): Promise<void>;
  /** Computes the days anew that these stored events lie in, or marks them; nothing where no definition names them. */
  compute(events: readonly Pick<EventDocument, "profile" | "ts" | "key">[]): Promise<void>;
  /** Computes the marked days whose time came first, a bounded number; answers how many. */
  fold(): Promise<number>;
  /** How long the day whose time came first has waited beyond it, seconds. */
  late(): Promise<number>;
  /**
   * Computes all marked days with events before a date, due or not: the events are about to go. Throws `CONFLICT` where
   * others are computed than these definitions say, or where their history is not worked.
   */
  foldBefore(date: Date): Promise<void>;
  /** Works history for new definitions, a bounded part of it; answers whether all is done. */
  backfill(): Promise<boolean>;
  /** The states whose history is not worked yet, as it was within the last second. */
  unfinished(): Promise<ReadonlySet<string>>;
}

/** For so long history is worked before whatever else comes round has its turn. */
const BACKFILL_MS = 1_000;
const RECENT_MS = 1_000;
const NONE: ReadonlySet<string> = new Set();

/** Opens the computed traits of a process. */
export function openComputedTraits(dependencies: RecomputeDependencies): ComputedTraits {
  const { store, traits } = dependencies;
  let announced: Promise<void> | null = null;
  // Before the first day is computed without them.
  const announcedOnce = (): Promise<void> => {
    announced ??= forgetOthers(store, traits).catch((error: unknown) => {
      announced = null;
      throw error;
    });
    return announced;
  };
  let known: { readonly until: number; readonly states: Promise<ReadonlySet<string>> } = {
    until: traits.length === 0 ? Infinity : 0,
    states: Promise.resolve(NONE),
  };
  return {
    definitions: new Map(traits.map((trait) => [trait.written.key, trait])),

    name: nameOf(traits),

    announce: () => forgetOthers(store, traits),

    compute: async (events) => {
      await announcedOnce();
      await recomputeDays(touchedDays(events, traits), dependencies);
    },

    fold: async () => {
      if (traits.length === 0) return 0;
      await announcedOnce();
      return foldNext(dependencies);
    },

    late: () => lateness(store, dependencies.clock()),

    foldBefore: async (date) => {
      await requireCounted(store, traits);
      if (traits.length === 0) return;
      await foldUntil(dayOf(date), dependencies);
      // Days were computed without what a worker that came meanwhile has besides: its history is to be worked again.
      await forgetOthers(store, traits);
      await requireCounted(store, traits);
    },

    backfill: () =>
      traits.length === 0 ? Promise.resolve(true) : backfillComputed(dependencies, BACKFILL_MS),

    unfinished: () => {
      if (performance.now() < known.until) return known.states;
      const states = unfinishedStates(store, traits);
      known = { until: performance.now() + RECENT_MS, states };
      states.catch(() => {
        known = { ...known, until: 0 };
      });
      return states;
    },
  };
}
