import type { JudgedItem } from "../../../pipeline/acceptance/watch.ts";

/** A batch as acceptance tells of it. */
export interface Batch {
  readonly source: string;
  readonly receivedAt: Date;
  readonly items: readonly JudgedItem[];
}

/** Counts one thing in batches by walking all of them: the slow way that needs no counters. */
export function tally(
  batches: readonly Batch[],
  source: string,
  day: string,
  fits: (item: JudgedItem) => boolean,
): number {
  return batches
    .filter((one) => one.source === source && one.receivedAt.toISOString().startsWith(day))
    .flatMap(({ items }) => items)
    .filter(fits).length;
}
