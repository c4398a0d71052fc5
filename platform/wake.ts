import { Redis } from "ioredis";
import type { Log } from "./log.ts";

/** Tells workers of other processes that there is work; what the work is stands in the database. */
export interface Wake {
  /** There is work. Never waits and never fails: a lost call costs only the time until the next look. */
  call(): void;
  /** Runs `listener` at every call, from whichever process. */
  listen(listener: () => void): Promise<void>;
  close(): Promise<void>;
}

/** Within one process: workers are told directly, so nothing need travel. */
export const noWake: Wake = {
  call: () => undefined,
  listen: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const CHANNEL = "customer-graph:work";

/** Over Redis publish/subscribe. Without Redis, or while it is down, workers look by themselves, only later. */
export function redisWake(url: string, log: Log): Wake {
  const options = {
    // An outage must not queue calls up, nor make anybody wait.
    enableOfflineQueue: false,
    commandTimeout: 500,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt: number) => Math.min(5_000, attempt * 200),
  };
  const publisher = new Redis(url, options);
  const subscriber = new Redis(url, {
    ...options,
    enableOfflineQueue: true,
    commandTimeout: 60_000,
  });
  for (const client of [publisher, subscriber])
    client.on("error", (error: Error) => {
      log.warn({ reason: error.message }, "Redis does not answer; workers look by themselves");
    });
  return {
    call: () => {
      publisher.publish(CHANNEL, "").catch(() => undefined);
    },
    listen: async (listener) => {
      subscriber.on("message", listener);
      await subscriber.subscribe(CHANNEL).catch(() => undefined);
    },
    close: async () => {
      publisher.disconnect();
      subscriber.disconnect();
      await Promise.resolve();
    },
  };
}
