import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { isOutage } from "../platform/mongo.ts";
import type { EventsPort, PendingBatch, PendingEvent } from "../subgraphs/events/index.ts";
import type { WriteFlow } from "./flow.ts";

/** Works batches up to done, and takes their notes away; what could not be done is left for later. Never throws. */
export type WorkBatches = (batches: readonly PendingBatch[]) => Promise<void>;

/** What working is handed. */
export interface WorkBatchesDependencies {
  readonly flow: WriteFlow;
  readonly events: Pick<EventsPort, "postpone" | "settle">;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether what is not done keeps its note, for others. */
  readonly isStopping: () => boolean;
}

interface Left {
  readonly events: readonly PendingEvent[];
  readonly reason: unknown;
}

/** How often batches wait for a database that does not answer, before they are left for later. */
const OUTAGE_TRIES = 10;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const LONGEST_DELAY_MS = 300_000;

/**
 * Makes the verb that works what was accepted. An event that fails must not hold up the others: the batch that has it is
 * halved until it is alone. Where the database is away no event is at fault: the batches wait as they are.
 */
export function createWorkBatches(dependencies: WorkBatchesDependencies): WorkBatches {
  const { flow, events, clock, log, isStopping } = dependencies;

  const leave = async (batch: PendingBatch, left: Left): Promise<void> => {
    const delay = Math.min(LONGEST_DELAY_MS, 1_000 * 2 ** batch.attempts);
    const ids = left.events.map(({ id }) => id);
    log.error({ err: left.reason, events: ids, delay }, "events left for later");
    // Where even this fails the batch counts as lost after a while, and is taken up again.
    await events
      .postpone(batch, left.events, new Date(clock().getTime() + delay))
      .catch(() => undefined);
  };

  const culprits = async (some: readonly PendingEvent[]): Promise<Left> => {
    try {
      await flow(some);
      return { events: [], reason: null };
    } catch (error) {
      if (some.length === 1 || isOutage(error)) return { events: some, reason: error };
      const middle = some.length >> 1;
      const first = await culprits(some.slice(0, middle));
      const second = await culprits(some.slice(middle));
      return {
        events: [...first.events, ...second.events],
        reason: second.reason ?? first.reason,
      };
    }
  };

  const apart = async (batch: PendingBatch): Promise<void> => {
    try {
      const left = await culprits(batch.events);
      if (left.events.length > 0) await leave(batch, left);
      else await events.settle([batch.id]);
    } catch (reason) {
      await leave(batch, { events: batch.events, reason });
    }
  };

  return async (batches) => {
    const together = batches.flatMap((batch) => batch.events);
    let tries = 0;
    do {
      tries += 1;
      try {
        if (together.length > 0) await flow(together);
        await events.settle(batches.map((batch) => batch.id));
        return;
      } catch (error) {
        if (!isOutage(error) || tries === OUTAGE_TRIES) {
          log.warn({ err: error }, "a batch failed; its events are tried apart");
          for (const batch of batches) await apart(batch);
          return;
        }
        log.warn({ err: error }, "the database does not answer; a batch waits for it");
        await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)));
      }
    } while (!isStopping());
  };
}
