import { agglomerate, type Edge } from "./agglomerate.ts";
import type { Batch, Progress } from "./batch.ts";
import { evidenceOf } from "./evidence.ts";
import type { Parameters } from "./model.ts";
import { vetoBetween, type VetoRules } from "./veto.ts";

/** From where on pairs count. All in bits. */
export interface ResolveLimits {
  readonly auto: number;
  readonly edgeFloor: number;
}

/** Scores of the candidates of a batch and the customers that follow from them. */
export interface Resolved {
  /** For each candidate pair. */
  readonly scores: Float32Array;
  /** For each record in the batch's canonical order, the number of its cluster. */
  readonly clusters: Int32Array;
}

/** No customer is made of more records than this (docs/matching.md). */
export const LARGEST_CLUSTER = 1000;
const EVERY = 1 << 16;

/** Scores and clusters a batch under a model's parameters. */
export function resolveBatch(
  batch: Batch,
  parameters: Parameters,
  limits: ResolveLimits,
  rules: VetoRules,
  progress: Progress,
): Resolved {
  const { candidates, records, levels, comparer } = batch;
  const evidence = evidenceOf(comparer, parameters);
  const width = comparer.comparisons.length;
  const row = new Float64Array(evidence.width);
  const scores = new Float32Array(candidates.count);
  const edges: Edge[] = [];
  for (let p = 0; p < candidates.count; p++) {
    if (p % EVERY === 0) progress("scoring", p / candidates.count);
    const [left, right] = [candidates.left[p] ?? 0, candidates.right[p] ?? 0];
    const [a, b] = [records[left], records[right]];
    if (a === undefined || b === undefined) continue;
    evidence.weighLevels(a, b, levels, p * width, row);
    const score = (scores[p] = evidence.total(row));
    if (score >= limits.edgeFloor) edges.push({ left, right, score });
  }
  progress("scoring", 1);
  const veto = vetoBetween(batch, rules);
  progress("clustering", 0);
  const clusters = agglomerate(
    {
      size: records.length,
      width: evidence.width,
      evidence: (left, right, into) => {
        const [a, b] = [records[left], records[right]];
        if (a !== undefined && b !== undefined) evidence.weigh(a, b, into);
      },
      total: evidence.total,
      vetoed: veto,
    },
    edges,
    { floor: limits.auto, largest: LARGEST_CLUSTER },
  );
  progress("clustering", 1);
  return { scores, clusters };
}
