import { currency } from "../../../../platform/quality.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The upper bounds of the buckets that the time from happening to arrival is counted in, milliseconds; one more bucket
 * holds what took longer. Fixed for ever: what is stored was counted by them.
 */
export const DELAY_BOUNDS_MS: readonly number[] = [
  0,
  100,
  250,
  500,
  SECOND,
  2.5 * SECOND,
  5 * SECOND,
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  30 * DAY,
];

/** The bucket of a delay; a time that lies ahead counts as no delay. */
export function delayBucket(ms: number): number {
  let bucket = 0;
  while (bucket < DELAY_BOUNDS_MS.length && ms > (DELAY_BOUNDS_MS[bucket] ?? 0)) bucket += 1;
  return bucket;
}

/**
 * The delay that the share `q` of events stayed within, milliseconds, linear within its bucket (as Prometheus's
 * `histogram_quantile` estimates it); null where there are none. What lies beyond the last bound answers that bound.
 */
export function delayQuantile(counts: readonly number[], q: number): number | null {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const rank = q * total;
  let before = 0;
  for (const [bucket, n] of counts.entries()) {
    if (n > 0 && before + n >= rank) {
      const upper = DELAY_BOUNDS_MS[bucket] ?? DELAY_BOUNDS_MS.at(-1) ?? 0;
      const lower = bucket === 0 ? 0 : (DELAY_BOUNDS_MS[bucket - 1] ?? 0);
      return Math.round(lower + (upper - lower) * Math.max(0, (rank - before) / n));
    }
    before += n;
  }
  return DELAY_BOUNDS_MS.at(-1) ?? 0;
}

/**
 * How current events are when they arrive, 0 to 1: the mean over them, each bucket by its middle; see `currency`. Null
 * where there are none.
 */
export function timeliness(counts: readonly number[], volatilityMs: number): number | null {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const current = counts.reduce((sum, n, bucket) => {
    const upper = DELAY_BOUNDS_MS[bucket] ?? Infinity;
    const lower = DELAY_BOUNDS_MS[bucket - 1] ?? upper;
    return sum + n * currency((lower + upper) / 2, volatilityMs);
  }, 0);
  return current / total;
}
