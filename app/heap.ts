import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How much garbage a heap may hold before it is collected while memory counts, per cent of what is in use. */
const SMALL_GROWTH_PERCENT = 25;
/** As V8 chooses by itself. */
const OWN_GROWTH = 0;

/** Runs work during which memory counts more than the time that collecting garbage takes. */
export type HoldSmall = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Bounds the heap while a file streams by, for an hour maybe: it makes nothing but garbage, and left to itself V8 lets a
 * heap grow to several times of what is in use before it looks. (`--heap-growing-percent`, which V8 reads at every
 * collection.) Not for all times: the write path costs over a quarter more processor time by it.
 */
export function boundHeap(): HoldSmall {
  let running = 0;
  const grow = (percent: number): void => {
    setFlagsFromString(`--heap-growing-percent=${String(percent)}`);
  };
  grow(SMALL_GROWTH_PERCENT);
  collectOnce();
  grow(OWN_GROWTH);
  return async (work) => {
    if (running++ === 0) grow(SMALL_GROWTH_PERCENT);
    try {
      return await work();
    } finally {
      if (--running === 0) grow(OWN_GROWTH);
    }
  };
}

// Until the next collection the heap may grow as far as V8 chose at the last one, when it was told nothing yet. Call
// before anybody is served: it takes some fifty milliseconds.
function collectOnce(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
}
