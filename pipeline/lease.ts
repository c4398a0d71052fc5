import { randomUUID } from "node:crypto";
import type { Log } from "../platform/log.ts";
import type { EventsPort, Share } from "../subgraphs/events/index.ts";

/** That this process's worker is there: while its lease is in force nobody else takes what it has in hand. */
export interface Lease {
  /** The worker, while it runs: null before `start` and after `stop`. Whether its lease is in force others judge. */
  holder(): string | null;
  /** Who shares the work now. */
  share(): Share;
  /** Whether what one worker does for all is this one's to do. */
  isFirst(): boolean;
  /** Takes the lease, and keeps it until `stop`; tells when the leases in force are others than before. */
  start(onChange: () => Promise<void>): void;
  /** Ends the lease: others take over at once. */
  stop(): Promise<void>;
}

/** What a lease is handed. */
export interface LeaseDependencies {
  readonly events: Pick<EventsPort, "beat" | "endLease">;
  readonly log: Log;
}

/** How long a lease lasts without a beat: the longest that a killed worker's part waits. */
const LASTS_MS = 2_000;
const BEAT_MS = 500;

/**
 * Makes the lease of a process. Nothing rests on it being exclusive: a process that stalls longer than its lease comes
 * back to work that others do too, which is harmless; the lease only keeps that rare.
 */
export function createLease({ events, log }: LeaseDependencies): Lease {
  const worker = randomUUID();
  let live: readonly string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> = Promise.resolve();
  let isOn = false;

  const beat = async (onChange: () => Promise<void>): Promise<void> => {
    try {
      const before = live;
      live = await events.beat(worker, LASTS_MS);
      if (live.length !== before.length || live.some((one) => !before.includes(one)))
        await onChange();
    } catch (error) {
      log.warn({ err: error }, "the worker's lease could not be renewed; tried again");
    }
  };
  const round = (onChange: () => Promise<void>): void => {
    beating = beat(onChange).then(() => {
      if (isOn) timer = setTimeout(round, BEAT_MS, onChange).unref();
    });
  };
  return {
    holder: () => (isOn ? worker : null),
    share: () => ({ worker, live }),
    isFirst: () => [...live].sort()[0] === worker,
    start: (onChange) => {
      isOn = true;
      round(onChange);
    },
    stop: async () => {
      isOn = false;
      if (timer !== null) clearTimeout(timer);
      await beating;
      await events.endLease(worker).catch((error: unknown) => {
        log.warn({ err: error }, "the worker's lease could not be ended; it runs out by itself");
      });
    },
  };
}
