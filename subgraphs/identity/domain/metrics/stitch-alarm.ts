import type { FlowCounts } from "./flow-counts.ts";

/** Stitches and the events that they could have come of, within an hour. */
export interface StitchHour extends Pick<FlowCounts, "stitches" | "identifiable"> {
  readonly hour: Date;
}

/** Fewer people are stitched than the traffic lets expect. */
export interface StitchAlarm {
  /** The last so many hours. */
  readonly hours: number;
  readonly observed: number;
  readonly expected: number;
  /** How likely as few or fewer are where nothing has changed. */
  readonly probability: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A short stretch finds a full stop soon, a day finds less. */
const STRETCHES = [6, 24];
/** The days that say what is usual, and how many of them must have been counted. */
const USUAL_DAYS = 28;
const LEAST_DAYS = 14;
/** Below this a stop can't be told from chance. */
const LEAST_EXPECTED = 20;
/** By chance alone in less than one of a million looks that are independent. */
const RARE = 1e-6;
/** Days beyond this share, those that differ most, do not say how much days differ: an import, an outage. */
const ORDINARY = 0.9;
/** A drop that matters. */
const LEAST_DROP = 0.5;

/**
 * Whether anonymous-to-known stitching has stopped, or as good as stopped. The stitches of a stretch up to the last full
 * hour are held against the median rate of the same hours of the 28 days before (stitches ÷ identifiable events), times
 * the events of the stretch: where traffic goes, stitches go with it, and that is the volume alarm's to say. The
 * probability is the lower tail of a Poisson distribution; days that vary more than Poisson's widen it to a negative
 * binomial of the same mean. By how much is the quasi-Poisson dispersion, on the safe side: the mean of the squared Pearson
 * residuals without the tenth that is largest, or their median over that of χ² with one degree of freedom (0.4549), where
 * that is more. Null where all is well or too little is known.
 */
export function findStitchAlarm(hours: readonly StitchHour[], now: Date): StitchAlarm | null {
  const end = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const found = STRETCHES.flatMap((stretch) => judge(hours, end, stretch) ?? []);
  return found.sort((a, b) => a.probability - b.probability)[0] ?? null;
}

/** The alarm in words. */
export function stitchMessage({ hours, observed, expected }: StitchAlarm): string {
  return (
    `anonymous visitors are hardly tied to known customers any more: ${String(observed)} in the last ` +
    `${String(hours)} hours, about ${String(Math.round(expected))} expected of as many events`
  );
}

function judge(hours: readonly StitchHour[], end: number, stretch: number): StitchAlarm | null {
  const sum = (until: number): { stitches: number; events: number } => {
    const total = { stitches: 0, events: 0 };
    for (const { hour, stitches, identifiable } of hours) {
      const at = hour.getTime();
      if (at < until - stretch * HOUR_MS || at >= until) continue;
      total.stitches += stitches;
      total.events += identifiable;
    }
    return total;
  };
  const days = Array.from({ length: USUAL_DAYS }, (_, i) => sum(end - (i + 1) * DAY_MS)).filter(
    ({ events }) => events > 0,
  );
  if (days.length < LEAST_DAYS) return null;
  const rate = median(days.map(({ stitches, events }) => stitches / events));
  const last = sum(end);
  const expected = rate * last.events;
  if (expected < LEAST_EXPECTED || last.stitches > expected * (1 - LEAST_DROP)) return null;
  const residuals = days
    .map((day) => (day.stitches - rate * day.events) ** 2 / (rate * day.events))
    .sort((a, b) => a - b);
  const ordinary = residuals.slice(0, Math.ceil(residuals.length * ORDINARY));
  const spread = Math.max(
    median(residuals) / 0.4549,
    ordinary.reduce((sum, one) => sum + one, 0) / ordinary.length,
  );
  const probability = lowerTail(last.stitches, expected, spread);
  if (probability >= RARE) return null;
  return { hours: stretch, observed: last.stitches, expected, probability };
}

/** P(X ≤ k) of a count with a mean and `spread` times as much variance: Poisson's at 1 and below. */
export function lowerTail(k: number, mean: number, spread: number): number {
  const isPoisson = spread < 1.001;
  const size = mean / (spread - 1);
  let log = isPoisson ? -mean : -size * Math.log(spread);
  let tail = Math.exp(log);
  for (let n = 0; n < Math.floor(k); n += 1) {
    log += isPoisson
      ? Math.log(mean / (n + 1))
      : Math.log(((size + n) / (n + 1)) * (1 - 1 / spread));
    tail += Math.exp(log);
  }
  return Math.min(tail, 1);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
