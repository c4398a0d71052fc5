/**
 * What every training uses unless told otherwise: fixed beforehand, the same for every data set (decision 0031).
 * Thresholds are bits of posterior odds: 3.3 is ten to one.
 */
export const DEFAULTS = {
  rounds: 3,
  sample: { random: 300_000, perRule: 100_000 },
  blocking: { largestBlock: 400, pairsPerRecord: 30 },
  thresholds: { auto: 0, review: -4, edgeFloor: -6 },
} as const;
