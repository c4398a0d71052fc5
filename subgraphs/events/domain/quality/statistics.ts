/** The middle value; NaN where there is none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

/**
 * A standard deviation that outliers do not move: 1.4826 × the median absolute deviation (Rousseeuw, Croux 1993); NaN
 * where there are no values.
 */
export function robustDeviation(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

/** How much larger than a value's own the variance of its distance to a median of `n` is (π ÷ 2n, for normal values). */
export function predictionFactor(n: number): number {
  return 1 + Math.PI / (2 * n);
}

/** The quantile of χ² that a standard normal deviate `z` has (Wilson, Hilferty 1931). */
export function chiSquareAt(z: number, degrees: number): number {
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + z * Math.sqrt(spread)) ** 3;
}
