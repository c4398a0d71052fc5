import type { Batch } from "./batch.ts";
import { probabilityOf } from "./calibrate.ts";
import { agreement, measureClusters, type Agreement, type ClusterMetrics } from "./metrics.ts";
import type { MatchModel } from "./model.ts";
import type { Resolved } from "./resolve-batch.ts";

/** The quality of a resolution against labels that training never saw. */
export interface Evaluation extends ClusterMetrics {
  /** Candidate pairs that score `thresholds.auto` or more, before clustering, against all true pairs. */
  readonly pair: Agreement;
  /** The share of true pairs that any blocking rule found, and the share of all pairs that none had to compare. */
  readonly blocking: { readonly pairCompleteness: number; readonly reductionRatio: number };
  /** By band of calibrated probability: how many pairs, and how many of them are one person. */
  readonly calibration: readonly {
    readonly from: number;
    readonly to: number;
    readonly pairs: number;
    readonly expected: number;
    readonly observed: number;
  }[];
}

const BANDS = [0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1.000001];

/** Measures what a model said of a batch; `truth` has a label for each record in the order in which they came. */
export function evaluate(
  batch: Batch,
  resolved: Resolved,
  model: MatchModel,
  truth: readonly string[],
): Evaluation {
  const { candidates, places } = batch;
  const labels = Array.from(places, (place) => truth[place] ?? "");
  const clusters = measureClusters(resolved.clusters, labels);
  const bands = BANDS.slice(1).map((to, i) => ({
    from: BANDS[i] ?? 0,
    to,
    pairs: 0,
    sum: 0,
    right: 0,
  }));
  let [found, claimed, right] = [0, 0, 0];
  for (let p = 0; p < candidates.count; p++) {
    const same = labels[candidates.left[p] ?? 0] === labels[candidates.right[p] ?? 0];
    const score = resolved.scores[p] ?? 0;
    if (same) found++;
    if (score >= model.thresholds.auto) {
      claimed++;
      if (same) right++;
    }
    const probability = probabilityOf(score, model.calibration);
    const band = bands.find(({ from, to }) => probability >= from && probability < to);
    if (band === undefined) continue;
    band.pairs++;
    band.sum += probability;
    if (same) band.right++;
  }
  const all = (labels.length * (labels.length - 1)) / 2;
  return {
    ...clusters,
    pair: agreement(right, claimed, clusters.truePairs),
    blocking: {
      pairCompleteness: clusters.truePairs === 0 ? 1 : found / clusters.truePairs,
      reductionRatio: all === 0 ? 0 : 1 - candidates.count / all,
    },
    calibration: bands.map(({ from, to, pairs, sum, right: ones }) => ({
      from,
      to: Math.min(1, to),
      pairs,
      expected: pairs === 0 ? 0 : sum / pairs,
      observed: pairs === 0 ? 0 : ones / pairs,
    })),
  };
}
