/**
 * A sum without rounding: doubles that don't overlap, smallest first, whose true sum is that of all numbers added
 * (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997). It is the same in whatever order they came, and two
 * such sums add up to the sum of all.
 */
export type ExactSum = readonly number[];

/** Adds numbers to a sum. They must be finite and far from the limits of a double. */
export function addExactly(sum: ExactSum, numbers: Iterable<number>): ExactSum {
  const parts = [...sum];
  for (const number of numbers) {
    let x = number;
    let kept = 0;
    for (const part of parts) {
      const [big, small] = Math.abs(x) < Math.abs(part) ? [part, x] : [x, part];
      const high = big + small;
      const low = small - (high - big);
      if (low !== 0) parts[kept++] = low;
      x = high;
    }
    parts.length = kept;
    if (x !== 0) parts.push(x);
  }
  return parts;
}

/** The double nearest to a sum; of two that are as near the even one (as Python's `math.fsum` rounds). */
export function roundSum(sum: ExactSum): number {
  let at = sum.length - 1;
  let high = sum[at] ?? 0;
  let low = 0;
  while (at > 0) {
    at -= 1;
    const x = high;
    const y = sum[at] ?? 0;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  // What is left below decides where `low` is half of the last place.
  const below = sum[at - 1] ?? 0;
  if (at > 0 && ((low < 0 && below < 0) || (low > 0 && below > 0))) {
    const twice = low * 2;
    const x = high + twice;
    if (twice === x - high) high = x;
  }
  return high;
}
