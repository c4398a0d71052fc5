import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How much garbage a heap may hold before it is collected, per cent of what is in use. */
const GROWTH_PERCENT = 50;
const SMALL_GROWTH_PERCENT = 25;

/** Runs work during which memory counts more than the time that collecting garbage takes. */
export type HoldSmall = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Bounds the heap of a process that takes events in. Left to itself V8 lets a heap grow to several times of what is in
 * use before it looks for garbage. A file that streams by for an hour makes nothing else: while one does, the heap is
 * collected still earlier. (`--heap-growing-percent`, which V8 reads at every collection.)
 */
export function boundHeap(): HoldSmall {
  let running = 0;
  const grow = (percent: number): void => {
    setFlagsFromString(`--heap-growing-percent=${String(percent)}`);
  };
  grow(GROWTH_PERCENT);
  collectOnce();
  return async (work) => {
    if (running++ === 0) grow(SMALL_GROWTH_PERCENT);
    try {
      return await work();
    } finally {
      if (--running === 0) grow(GROWTH_PERCENT);
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
