import { eventKey } from "../../platform/event-key.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Events, ViolationCount } from "../../subgraphs/events/index.ts";
import { putOff } from "../put-off.ts";
import type { OnViolations } from "./judge.ts";

/** Counts violations in memory, and hands the counts on every second. */
export interface ViolationCounter {
  readonly count: OnViolations;
  /** Hands on what is counted and not yet stored; call when the process ends. */
  flush(): Promise<void>;
}

/** What the counter is handed. */
export interface ViolationCounterDependencies {
  readonly events: Pick<Events, "addViolations">;
  readonly clock: Clock;
  readonly log: Log;
}

const EVERY_MS = 1_000;
/** Kinds of violation told apart in a process and day: names that are made up by the sender must not fill anything. */
const MOST_KINDS = 5_000;
const THE_REST = "(others)";

type Counted = { -readonly [K in keyof ViolationCount]: ViolationCount[K] };

/** Makes the counter. A process that is killed loses at most the last second's counts; the events have their outcome. */
export function createViolationCounter(
  dependencies: ViolationCounterDependencies,
): ViolationCounter {
  const { events, clock, log } = dependencies;
  let open = new Map<string, Counted>();
  let kinds = { day: "", seen: new Set<string>() };

  const store = async (): Promise<void> => {
    const counts = open;
    open = new Map();
    if (counts.size === 0) return;
    try {
      await events.addViolations([...counts.values()]);
    } catch (error) {
      log.warn({ err: error }, "counts of plan violations were not stored; tried again");
      for (const [id, counted] of counts) add(id, counted);
    }
  };
  const storing = putOff(store, EVERY_MS);

  const add = (id: string, counted: Counted): void => {
    const known = open.get(id);
    if (known === undefined) open.set(id, counted);
    else {
      known.count += counted.count;
      if (counted.firstAt < known.firstAt) known.firstAt = counted.firstAt;
      if (counted.lastAt > known.lastAt) known.lastAt = counted.lastAt;
    }
    storing.soon();
  };

  const isKnown = (day: string, id: string): boolean => {
    if (kinds.day !== day) kinds = { day, seen: new Set() };
    if (kinds.seen.has(id)) return true;
    if (kinds.seen.size >= MOST_KINDS) return false;
    kinds.seen.add(id);
    return true;
  };

  return {
    flush: storing.now,
    count: (violations, event, source, plan) => {
      const at = clock();
      const day = at.toISOString().slice(0, 10);
      const key = eventKey(event.type, event.name);
      const told = new Set<string>();
      for (const { code, field, mode } of violations) {
        const place = field?.replace(/\[\d+\]/g, "[]") ?? null;
        const id = [day, source, plan, key, code, place ?? "", mode].join("\n");
        // An event counts once however many entries of its list are wrong in the same way.
        if (told.has(id)) continue;
        told.add(id);
        const what = { day, source, plan, code, mode, count: 1, firstAt: at, lastAt: at };
        const example = event.messageId;
        if (isKnown(day, id)) add(id, { ...what, key, field: place, example });
        else {
          const rest = eventKey(event.type, THE_REST);
          const restId = [day, source, plan, rest, code, "", mode].join("\n");
          add(restId, { ...what, key: rest, field: null, example });
        }
      }
    },
  };
}
