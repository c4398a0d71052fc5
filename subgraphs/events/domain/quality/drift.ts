import { chiSquareAt, median, predictionFactor, robustDeviation } from "./statistics.ts";

/** How often a field was there on a day. */
export interface Presence {
  readonly looked: number;
  readonly present: number;
}

/** A day that is not like those before it. */
export interface Shift {
  readonly observed: number;
  readonly expected: number;
  /** For a fall in deviations, below 0; for a mix its stability index. */
  readonly score: number;
}

const FEWEST_DAYS = 7;
const FEWEST_A_DAY = 30;
const FEWEST_NOW = 100;
const Z = 5;
const SMALLEST_FALL = 0.2;
const LARGE_SHIFT = 0.25;

/**
 * Whether a field is there far less often than on the days before; seven of them with 30 events, and 100 events now,
 * are needed. Shares are compared as arcsin √p, whose variance is 1 ÷ 4n for any p (Freeman, Tukey 1950), around the
 * median of the days, in deviations that add the sampling of both sides to the days' own robust one. An alarm is 5
 * deviations and 20 points of percentage.
 */
export function presenceFall(before: readonly Presence[], now: Presence): Shift | null {
  const days = before.filter(({ looked }) => looked >= FEWEST_A_DAY);
  if (days.length < FEWEST_DAYS || now.looked < FEWEST_NOW) return null;
  const angles = days.map(angle);
  const middle = median(angles);
  const expected = Math.sin(middle) ** 2;
  const observed = now.present / now.looked;
  if (expected - observed < SMALLEST_FALL) return null;
  const sampling = 1 / (4 * now.looked);
  const daily = robustDeviation(angles) ** 2;
  const score = (angle(now) - middle) / Math.sqrt(sampling + daily * predictionFactor(days.length));
  return score <= -Z ? { observed, expected, score } : null;
}

/** How often each of several things was counted. */
export type Mix = ReadonlyMap<string, number>;

/**
 * Whether a mix (kinds of a field's values, event keys of a source) is not what it was: its population stability index
 * against the days before together, Σ (p − q) ln(p ÷ q). An alarm is an index of 0.25, the usual bound of a major shift
 * (Siddiqi 2006), that chance does not give (the index times nm ÷ (n + m) is χ² with k − 1 degrees; Yurdakul, Naranjo
 * 2020; one in a million), and that is half as large again as any of those days had by itself.
 */
export function mixShift(before: readonly Mix[], now: Mix): Shift | null {
  const days = before.filter((day) => sizeOf(day) >= FEWEST_A_DAY);
  const size = sizeOf(now);
  if (days.length < FEWEST_DAYS || size < FEWEST_NOW) return null;
  const together = new Map<string, number>();
  for (const day of days)
    for (const [name, n] of day) together.set(name, (together.get(name) ?? 0) + n);
  const names = new Set([...together.keys(), ...now.keys()]);
  if (names.size < 2) return null;
  const index = stabilityIndex(together, now, names);
  const byChance =
    chiSquareAt(4.75, names.size - 1) * (1 / size + 1 / Math.max(1, sizeOf(together)));
  if (index < LARGE_SHIFT || index < byChance) return null;
  const usual = Math.max(...days.map((day) => stabilityIndex(together, day, names)));
  return index > 1.5 * usual ? { observed: index, expected: usual, score: index } : null;
}

function stabilityIndex(a: Mix, b: Mix, names: ReadonlySet<string>): number {
  // Half an event more of each: a name that is missing on one side has no logarithm.
  const half = 0.5;
  const sizeA = sizeOf(a) + half * names.size;
  const sizeB = sizeOf(b) + half * names.size;
  let index = 0;
  for (const name of names) {
    const p = ((a.get(name) ?? 0) + half) / sizeA;
    const q = ((b.get(name) ?? 0) + half) / sizeB;
    index += (p - q) * Math.log(p / q);
  }
  return index;
}

function angle({ looked, present }: Presence): number {
  return Math.asin(Math.sqrt(Math.min(1, present / looked)));
}

function sizeOf(mix: Mix): number {
  let size = 0;
  for (const n of mix.values()) size += n;
  return size;
}
