import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { EventDocument, EventsPort } from "../subgraphs/events/index.ts";
import type { WriteFlow } from "./flow.ts";

/** Works accepted events: those of its own process at once, those that others left behind when their hold ends. */
export interface Worker {
  /** Takes over what was just accepted here. */
  offer(events: readonly EventDocument[]): void;
  /** How many events this process holds and has not finished. */
  backlog(): number;
  /** Looks for waiting events now: somebody else accepted some. */
  wake(): void;
  /** Resolves when all that this process holds is done. */
  idle(): Promise<void>;
  /** Finishes the batch in hand and ends; what is left keeps its mark and is found at the next start. */
  stop(): Promise<void>;
}

/** What a worker is handed. */
export interface WorkerDependencies {
  readonly flow: WriteFlow;
  readonly events: Pick<EventsPort, "claim" | "postpone">;
  readonly clock: Clock;
  readonly log: Log;
  /** How often to look for events that nobody holds. */
  readonly pollMs: number;
}

/** Events worked together: commands are shared by them, and a lookup of more would not be cheaper for each. */
const BATCH = 500;
/** How long claimed events are held. */
const HOLD_MS = 30_000;
const LONGEST_DELAY_MS = 300_000;

/** Starts a worker. */
export function startWorker({ flow, events, clock, log, pollMs }: WorkerDependencies): Worker {
  const queue: EventDocument[] = [];
  let working = 0;
  let stopping = false;
  let rouse: (() => void) | null = null;
  let waiters: (() => void)[] = [];
  let nextPoll = 0;

  const roused = (): void => {
    rouse?.();
    rouse = null;
  };

  const work = async (batch: readonly EventDocument[]): Promise<void> => {
    try {
      await flow(batch);
    } catch (error) {
      // One event must not hold up the others: each is tried by itself, the culprit is left for later.
      if (batch.length > 1 && !stopping) for (const event of batch) await work([event]);
      else await leave(batch, error);
    }
  };

  const leave = async (batch: readonly EventDocument[], error: unknown): Promise<void> => {
    const attempts = Math.max(...batch.map((event) => event.todo?.attempts ?? 0));
    const delay = Math.min(LONGEST_DELAY_MS, 1_000 * 2 ** attempts);
    log.error({ err: error, events: batch.map(({ _id }) => _id), delay }, "events left for later");
    const due = new Date(clock().getTime() + delay);
    // Where even this fails the hold runs out by itself.
    await events
      .postpone(
        batch.map(({ _id }) => _id),
        due,
      )
      .catch(() => undefined);
  };

  const claim = async (): Promise<EventDocument[]> => {
    if (clock().getTime() < nextPoll) return [];
    const found = await events.claim(BATCH, HOLD_MS).catch((error: unknown) => {
      log.warn({ err: error }, "cannot look for waiting events");
      return [];
    });
    nextPoll = found.length === BATCH ? 0 : clock().getTime() + pollMs;
    return found;
  };

  const run = async (): Promise<void> => {
    while (!stopping) {
      const batch = queue.length > 0 ? queue.splice(0, BATCH) : await claim();
      if (batch.length > 0) {
        working = batch.length;
        await work(batch);
        working = 0;
        continue;
      }
      for (const done of waiters.splice(0)) done();
      const pause = new AbortController();
      rouse = () => {
        pause.abort();
      };
      if (queue.length === 0) await sleep(pollMs, null, { signal: pause.signal }).catch(() => null);
    }
    for (const done of waiters) done();
    waiters = [];
  };
  const running = run();

  return {
    offer: (accepted) => {
      for (const event of accepted) queue.push(event);
      roused();
    },
    backlog: () => queue.length + working,
    wake: () => {
      nextPoll = 0;
      roused();
    },
    idle: () =>
      queue.length + working === 0
        ? Promise.resolve()
        : new Promise((resolve) => waiters.push(resolve)),
    stop: () => {
      stopping = true;
      roused();
      return running;
    },
  };
}
