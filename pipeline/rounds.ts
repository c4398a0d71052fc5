import type { Log } from "../platform/log.ts";

/** Work that comes round by time. */
export interface Rounds {
  /** Begins a round now, or as soon as the one in hand is over. */
  wake(): void;
  /** Ends the round in hand and stops. */
  stop(): Promise<void>;
}

/** Runs `turn` with a pause between two rounds; one that fails is told of, and the next one tries again. */
export function startRounds(
  turn: (isStopped: () => boolean) => Promise<void>,
  { log, everyMs }: { readonly log: Log; readonly everyMs: number },
): Rounds {
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> = Promise.resolve();
  let stopped = false;

  const schedule = (ms: number): void => {
    if (timer !== null) clearTimeout(timer);
    if (!stopped)
      timer = setTimeout(() => {
        round = round
          .then(() => turn(() => stopped))
          .catch((error: unknown) => {
            log.warn({ err: error }, "upkeep round failed; the next one tries again");
          });
        void round.then(() => {
          schedule(everyMs);
        });
      }, ms);
  };
  schedule(everyMs);
  return {
    wake: () => {
      schedule(0);
    },
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      return round;
    },
  };
}
