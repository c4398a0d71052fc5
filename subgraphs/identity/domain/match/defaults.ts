/**
 * What every training uses unless told otherwise: fixed beforehand, the same for every data set (decision 0033).
 * Thresholds are bits of posterior odds: 3.3 is ten to one.
 */
export const DEFAULTS = {
  rounds: 3,
  sample: { random: 300_000, perRule: 100_000 },
  blocking: { largestBlock: 400, pairsPerRecord: 30 },
  /** What training takes for one person between rounds: whatever is likelier than not. */
  likelier: 0,
  thresholds: { auto: 2, review: -3, edgeFloor: -6 },
} as const;
