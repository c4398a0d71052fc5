import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import {
  openNoted,
  type EventsPort,
  type NotedBatch,
  type PendingBatch,
} from "../subgraphs/events/index.ts";
import type { WriteFlow } from "./flow.ts";
import type { Lease } from "./lease.ts";
import { createPace } from "./pace.ts";
import { takeFirst } from "./take-first.ts";
import { createWorkBatches } from "./work-batches.ts";

/** Works accepted events: those of its own process at once, those that others left behind when their lease ends. */
export interface Worker {
  /** Takes over what was just accepted here. */
  offer(batch: NotedBatch): void;
  /** How many events this process holds and has not finished. */
  backlog(): number;
  /** Looks for waiting batches now: somebody else accepted some. */
  wake(): void;
  /** Resolves when all that this process holds is done. */
  idle(): Promise<void>;
  /** Finishes what is in hand and ends its lease; the rest keeps its note, and others take it over at once. */
  stop(): Promise<void>;
}

/** What a worker is handed. */
export interface WorkerDependencies {
  readonly flow: WriteFlow;
  readonly events: Pick<EventsPort, "claim" | "postpone" | "settle">;
  readonly lease: Pick<Lease, "share" | "stop">;
  readonly clock: Clock;
  readonly log: Log;
  /** How often to look for batches that nobody has in hand. */
  readonly pollMs: number;
  /** Told how many events it holds, whenever that changes. */
  readonly onHeld?: (held: number) => void;
}

/** The most events worked together, where so many wait: the more there are, the more share what is read and written. */
const EVENTS_AT_ONCE = 2_000;
/** Flows side by side: while one waits for the database another computes. */
const LANES = 2;
/** Taken from the inbox at once: what the lanes can work. */
const EVENTS_A_CLAIM = EVENTS_AT_ONCE * LANES;

/** Where 2,500 single events a second come in, flows of a hundred take both cores, and of five hundred two thirds of them. */
const PACE = { load: 32, enough: 500, longestRestMs: 250 };

/** Starts a worker. */
export function startWorker({
  flow,
  events,
  lease,
  clock,
  log,
  pollMs,
  onHeld,
}: WorkerDependencies): Worker {
  /** What others left, and what nobody has in hand: it has waited longest, so it goes first. */
  const taken: PendingBatch[] = [];
  const queue: NotedBatch[] = [];
  const pace = createPace(PACE);
  let queued = 0;
  let held = 0;
  let stopping = false;
  let nextPoll = 0;
  let looking: Promise<void> | null = null;
  let waiters: (() => void)[] = [];
  const sleeping = new Set<AbortController>();

  const rouse = (): void => {
    for (const pause of sleeping) pause.abort();
  };

  const work = createWorkBatches({ flow, events, clock, log, isStopping: () => stopping });

  const count = (more: number): void => {
    held += more;
    onHeld?.(held);
  };

  const claim = async (): Promise<void> => {
    nextPoll = performance.now() + pollMs;
    try {
      const found = await events.claim(EVENTS_A_CLAIM, lease.share());
      if (found.length > 0) nextPoll = 0;
      taken.push(...found);
      count(sizeOf(found));
      rouse();
    } catch (error) {
      log.warn({ err: error }, "cannot look for waiting events");
    }
  };

  /** Looks for work, one lane at a time; however much was accepted here, what a killed worker left does not wait for it. */
  const look = async (): Promise<void> => {
    if (looking !== null || stopping || taken.length > 0 || performance.now() < nextPoll) return;
    looking = claim();
    await looking;
    looking = null;
  };

  const take = (): PendingBatch[] => {
    if (taken.length > 0)
      return takeFirst(taken, EVENTS_AT_ONCE, ({ events: some }) => some.length);
    if (pace.waitMs(queued) > 0) return [];
    const some = takeFirst(queue, EVENTS_AT_ONCE, ({ size }) => size);
    for (const { size } of some) queued -= size;
    return some.map(openNoted);
  };

  const lane = async (): Promise<void> => {
    while (!stopping) {
      await look();
      const batches = take();
      if (batches.length > 0) {
        const end = pace.begin(sizeOf(batches));
        await work(batches);
        end();
        // Another lane may wait for that.
        rouse();
        count(-sizeOf(batches));
        if (held === 0) for (const done of waiters.splice(0)) done();
      } else {
        const pause = new AbortController();
        sleeping.add(pause);
        // Timers may be a millisecond early.
        const wait = queue.length === 0 ? pollMs : Math.min(pollMs, pace.waitMs(queued) + 1);
        await sleep(wait, null, { signal: pause.signal }).catch(() => null);
        sleeping.delete(pause);
      }
    }
  };
  const running = Promise.all(Array.from({ length: LANES }, lane)).then(async () => {
    for (const done of waiters) done();
    waiters = [];
    await looking;
    await lease.stop();
  });

  return {
    offer: (batch) => {
      queue.push(batch);
      queued += batch.size;
      count(batch.size);
      // A lane that had nothing to wait for looks how long it has to now.
      if (queue.length === 1 || pace.waitMs(queued) === 0) rouse();
    },
    backlog: () => held,
    wake: () => {
      nextPoll = 0;
      void look();
    },
    idle: () => (held === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    stop: () => {
      stopping = true;
      rouse();
      return running;
    },
  };
}

function sizeOf(batches: readonly PendingBatch[]): number {
  return batches.reduce((sum, { events }) => sum + events.length, 0);
}
