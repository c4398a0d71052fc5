import { median, predictionFactor, robustDeviation } from "./statistics.ts";

/** Far fewer events than there should be. */
export interface VolumeDrop {
  /** In the last so many complete hours. */
  readonly windowHours: number;
  readonly observed: number;
  readonly expected: number;
  /** In standard deviations, below 0. */
  readonly z: number;
}

const HOURS_A_WEEK = 168;
const WINDOWS = [1, 6, 24];
const FEWEST_WEEKS = 3;
const MOST_WEEKS = 8;
/** Below so many events a window says too little. */
const FEWEST_EXPECTED = 20;
/** Certain and small is no alarm: at least so large a share must be gone. */
const SMALLEST_DROP = 0.3;
/** Normal noise is beyond it once in 290,000 looks. */
const Z = 4.5;

/** How many hours `volumeDrop` looks at. */
export const VOLUME_HOURS = (MOST_WEEKS + 1) * HOURS_A_WEEK;

/**
 * Whether far fewer events came than at the same hours of the weeks before. `hours`: accepted events of each hour from
 * the source's first on, oldest first, up to the last complete one.
 *
 * A window of 1, 6 or 24 hours is expected to hold the median of the same window one to eight weeks ago; three weeks are
 * needed. Counts are compared as 2√(n + ⅜), whose variance is 1 for Poisson counts of any size (Anscombe 1948), and
 * measured in the larger of that and the robust deviation of the source's own history: each past window of about this
 * size (what varies by a share varies more where there is more) against the median of its siblings. So a source that
 * varies a lot must fall further. The first window that is 4.5 deviations
 * low, has lost 30 % and should have held 20 events is the answer; null where none is.
 */
export function volumeDrop(hours: readonly number[]): VolumeDrop | null {
  const last = hours.length - 1;
  const sums = prefixSums(hours);
  for (const windowHours of WINDOWS) {
    const windowAt = (end: number): number | null =>
      end - windowHours + 1 < 0 ? null : (sums[end + 1] ?? 0) - (sums[end + 1 - windowHours] ?? 0);
    const observed = windowAt(last);
    const before = siblings(last, -1, windowAt);
    if (observed === null || before.length < FEWEST_WEEKS) continue;
    const expected = median(before);
    if (expected < FEWEST_EXPECTED || observed > (1 - SMALLEST_DROP) * expected) continue;
    const scale = Math.max(
      Math.sqrt(predictionFactor(before.length)),
      robustDeviation(residuals(last, windowHours, expected, windowAt)),
    );
    const z = (stabilised(observed) - stabilised(expected)) / scale;
    if (z <= -Z) return { windowHours, observed, expected, z };
  }
  return null;
}

type WindowAt = (end: number) => number | null;

/** The same window of the weeks before (`step` −1) or behind (1). */
function siblings(end: number, step: 1 | -1, windowAt: WindowAt, newest = Infinity): number[] {
  const found: number[] = [];
  for (let week = 1; week <= MOST_WEEKS; week += 1) {
    const at = end + step * week * HOURS_A_WEEK;
    const value = at < 0 || at > newest ? null : windowAt(at);
    if (value === null) break;
    found.push(value);
  }
  return found;
}

// The window in question is left out: what is asked about must not say what is normal.
function residuals(
  last: number,
  windowHours: number,
  expected: number,
  windowAt: WindowAt,
): number[] {
  const newest = last - windowHours;
  const oldest = Math.max(0, newest - FEWEST_WEEKS * HOURS_A_WEEK);
  const found: number[] = [];
  for (let end = newest; end > oldest; end -= Math.min(windowHours, 3)) {
    const value = windowAt(end);
    if (value === null) break;
    const others = [...siblings(end, -1, windowAt), ...siblings(end, 1, windowAt, newest)];
    const usual = others.length > 1 ? median(others) : 0;
    if (usual > expected / 1.5 && usual < expected * 1.5)
      found.push(stabilised(value) - stabilised(usual));
  }
  return found;
}

function stabilised(count: number): number {
  return 2 * Math.sqrt(count + 3 / 8);
}

function prefixSums(hours: readonly number[]): number[] {
  const sums = [0];
  let sum = 0;
  for (const n of hours) sums.push((sum += n));
  return sums;
}
