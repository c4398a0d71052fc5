import { openBatch, type MatchShape, type Progress, type SourceRecord } from "./batch.ts";
import { DEFAULTS } from "./defaults.ts";
import { evaluate, type Evaluation } from "./evaluate.ts";
import type { MatchModel } from "./model.ts";
import { trainModel } from "./train.ts";
import type { VetoRules } from "./veto.ts";

/** How records are learned from. */
export interface LearningOptions extends VetoRules {
  /** Where `random` begins; noted in the model. */
  readonly seed: number;
  /** A seeded stream of numbers from 0 up to 1. */
  readonly random: () => number;
}

/** What was learned from records. */
export interface Learned {
  readonly model: MatchModel;
  /** For each record, in the order given, a number that the records of one person have in common. */
  readonly clusters: readonly number[];
  /** Measures the clusters and the model against labels, one a record in the order given. */
  evaluate(truth: readonly string[]): Evaluation;
}

/** Learns a model from unlabelled records and resolves them by it. Takes seconds for thousands: run it in a worker. */
export function learnFromRecords(
  shape: MatchShape,
  records: readonly SourceRecord[],
  options: LearningOptions,
  progress: Progress,
): Learned {
  const batch = openBatch(shape, records, DEFAULTS.blocking, progress);
  const { model, resolved } = trainModel(batch, { ...options, vetoes: options }, progress);
  const clusters = Array<number>(records.length).fill(0);
  for (const [i, place] of batch.places.entries()) clusters[place] = resolved.clusters[i] ?? i;
  return { model, clusters, evaluate: (truth) => evaluate(batch, resolved, model, truth) };
}
