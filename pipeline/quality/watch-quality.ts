import type { Log } from "../../platform/log.ts";
import type { DayMetrics, EventsPort } from "../../subgraphs/events/index.ts";
import type { Watch } from "../acceptance/watch.ts";
import type { CompiledPlan } from "../plans/compile-plan.ts";
import { putOff } from "../put-off.ts";
import { createEventCounter } from "./count-events.ts";

/** Counts what comes in, and stores the counts each second. */
export interface QualityWatch {
  readonly watch: Watch;
  /** Stores what is counted so far. */
  flush(): Promise<void>;
}

/** What watching is handed. */
export interface QualityWatchDependencies {
  readonly events: Pick<EventsPort, "recordMetrics">;
  /** What they speak of is always counted by its name. */
  readonly plans: readonly CompiledPlan[];
  readonly log: Log;
  /** How long counts stay in memory, milliseconds. */
  readonly everyMs: number;
}

/** The most parts that wait for a database that does not answer; beyond it counts are given up, and the log says so. */
const MOST_WAITING = 5_000;

/**
 * Watches acceptance. A crash loses the counts of the last second at most, never an event: what was accepted and what
 * is in quarantine can be counted in their collections at any time. A store that fails is tried again with the next
 * round; where the answer to a write got lost, that round may be counted twice.
 */
export function createQualityWatch(dependencies: QualityWatchDependencies): QualityWatch {
  const { events, plans, log, everyMs } = dependencies;
  const counter = createEventCounter(plans);
  let waiting: DayMetrics[] = [];

  const store = async (): Promise<void> => {
    const counted = [...waiting, ...counter.take()];
    waiting = [];
    if (counted.length === 0) return;
    try {
      const refused = await events.recordMetrics(counted);
      if (refused > 0) log.error({ refused }, "quality counts were refused and are lost");
    } catch (error) {
      waiting = counted.slice(0, MOST_WAITING);
      const lost = counted.length - waiting.length;
      log.warn({ err: error, lost }, "quality counts could not be stored; tried again");
      storing.soon();
    }
  };
  // What waits is stored by whoever stops the process.
  const storing = putOff(store, everyMs);
  return {
    watch: (...judged) => {
      counter.count(...judged);
      storing.soon();
    },
    flush: storing.now,
  };
}
