import type { Hazard } from "./rates.ts";

/** Counts what was put in, hazard by hazard, and out of how many. */
export interface Tally {
  /** Notes one chance to put a hazard in, and whether it was taken; answers the same. */
  note(hazard: Hazard, taken: boolean): boolean;
  counts(): Readonly<Record<string, HazardCount>>;
}

/** How often a hazard was put in. */
export interface HazardCount {
  readonly count: number;
  readonly outOf: number;
}

/** An empty tally. */
export function createTally(): Tally {
  const counts = new Map<Hazard, { count: number; outOf: number }>();
  return {
    note: (hazard, taken) => {
      const entry = counts.get(hazard) ?? { count: 0, outOf: 0 };
      entry.outOf++;
      if (taken) entry.count++;
      counts.set(hazard, entry);
      return taken;
    },
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
