/** Says when what waits is taken: at once, or with what comes meanwhile. */
export interface Pace {
  /** How long so many that wait do better to wait on, milliseconds; 0: not at all, Infinity: until a turn has ended. */
  waitMs(waiting: number): number;
  /** Tells that a turn over so many begins; the answer is to be called when it has ended. */
  begin(taken: number): () => void;
}

/** When to wait for company. */
export interface PaceLimits {
  /** Fewer are no load: they are taken at once, and so is what comes after them. */
  readonly load: number;
  /** So many are taken at once: that more of them share what a turn costs gains little from here on. */
  readonly enough: number;
  readonly longestRestMs: number;
}

/**
 * A turn has its commands, whatever its size: the quicker the database answers, the fewer share them, and all that was saved
 * goes into more turns. So under load one turn of less than enough runs at a time, and after it the next one gathers for as
 * long as that took.
 */
export function createPace({ load, enough, longestRestMs }: PaceLimits): Pace {
  let until = 0;
  return {
    waitMs: (waiting) => (waiting >= enough ? 0 : Math.max(0, until - performance.now())),
    begin: (taken) => {
      if (taken < load || taken >= enough) return () => undefined;
      const began = performance.now();
      until = Infinity;
      return () => {
        const now = performance.now();
        until = now + Math.min(longestRestMs, now - began);
      };
    },
  };
}
