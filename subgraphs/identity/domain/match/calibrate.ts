import type { Batch } from "./batch.ts";
import type { MatchModel } from "./model.ts";
import type { Resolved } from "./resolve-batch.ts";

/**
 * What a score is worth: the share of pairs at a score that are one customer after clustering. The fields of a pair are
 * not independent as the sum of bits supposes; the cluster knows more than the pair, since every pair of it was weighed,
 * so it can serve as the truth that training has not. Rising by construction (pool adjacent violators).
 */
export function calibrate(batch: Batch, resolved: Resolved): MatchModel["calibration"] {
  const { candidates } = batch;
  const bins = new Map<number, { n: number; joined: number; sum: number }>();
  for (let p = 0; p < candidates.count; p++) {
    const bits = Math.max(-LIMIT, Math.min(LIMIT, resolved.scores[p] ?? 0));
    const joined =
      resolved.clusters[candidates.left[p] ?? 0] === resolved.clusters[candidates.right[p] ?? 0];
    const at = Math.floor(bits);
    const bin = bins.get(at) ?? { n: 0, joined: 0, sum: 0 };
    bins.set(at, { n: bin.n + 1, joined: bin.joined + (joined ? 1 : 0), sum: bin.sum + bits });
  }
  const pools: { n: number; joined: number; sum: number }[] = [];
  for (let at = -LIMIT; at <= LIMIT; at++) {
    const bin = bins.get(at) ?? { n: 0, joined: 0, sum: 0 };
    // A few pairs of what the score itself says, so that an empty bin says something too.
    const own = 1 / (1 + 2 ** -(at + 0.5));
    let pool = { n: bin.n + OWN, joined: bin.joined + OWN * own, sum: bin.sum + OWN * (at + 0.5) };
    for (
      let last = pools.at(-1);
      last !== undefined && last.joined / last.n > pool.joined / pool.n;
      last = pools.at(-1)
    ) {
      pool = { n: pool.n + last.n, joined: pool.joined + last.joined, sum: pool.sum + last.sum };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.map(({ n, joined, sum }) => ({ bits: sum / n, probability: joined / n }));
}

const LIMIT = 20;
const OWN = 4;

/** The probability of a score, between two points of the curve by a straight line. */
export function probabilityOf(bits: number, curve: MatchModel["calibration"]): number {
  let before = curve[0];
  if (before === undefined) return 1 / (1 + 2 ** -bits);
  if (bits <= before.bits) return before.probability;
  for (const point of curve) {
    if (bits <= point.bits) {
      const share = (bits - before.bits) / (point.bits - before.bits);
      return before.probability + share * (point.probability - before.probability);
    }
    before = point;
  }
  return before.probability;
}
