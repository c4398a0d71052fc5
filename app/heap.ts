import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How much garbage a heap may hold before it is collected while memory counts, per cent of what is in use. */
const SMALL_GROWTH_PERCENT = 25;
/** As V8 chooses by itself. */
const OWN_GROWTH = 0;
/** By how much the room for young objects grows when much of it survives: not at all, and as V8 chooses by itself. */
const [SAME, DOUBLE] = [1, 2];

/** Runs work during which memory counts more than the time that collecting garbage takes. */
export type HoldSmall = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Bounds the heaps of the process while a file streams by, for an hour maybe, and until it is `ready`: it makes nothing but
 * garbage, and left to itself V8 lets a heap grow to several times of what is in use before it looks.
 * (`--heap-growing-percent` and `--semi-space-growth-factor`, which V8 reads at every collection.) Not for all times: the
 * write path costs over a quarter more processor time by it.
 */
export function boundHeap(ready: Promise<unknown>): HoldSmall {
  let running = 0;
  const grow = (percent: number, young: number): void => {
    setFlagsFromString(`--heap-growing-percent=${String(percent)}`);
    setFlagsFromString(`--semi-space-growth-factor=${String(young)}`);
  };
  const hold: HoldSmall = async (work) => {
    if (running++ === 0) grow(SMALL_GROWTH_PERCENT, SAME);
    try {
      return await work();
    } finally {
      if (--running === 0) grow(OWN_GROWTH, DOUBLE);
    }
  };
  // Who waits for it is told of its failure; here it only ends.
  hold(() => ready).catch(() => undefined);
  collectOnce();
  return hold;
}

// Until the next collection the heap may grow as far as V8 chose at the last one, when it was told nothing yet. Call
// before anybody is served: it takes some fifty milliseconds.
function collectOnce(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
}
