import { createHash } from "node:crypto";
import { contentKey, type Batch, type Progress } from "./batch.ts";
import { calibrate } from "./calibrate.ts";
import {
  estimateFrequencies,
  estimateM,
  estimateShares,
  estimateU,
  samplePairs,
  weightsOf,
  type Clusters,
} from "./estimate.ts";
import type { MatchModel, Parameters } from "./model.ts";
import { resolveBatch, type Resolved } from "./resolve-batch.ts";
import type { VetoRules } from "./veto.ts";
import { DEFAULTS } from "./defaults.ts";

/** A model, and what it says of the records that it was trained on. */
export interface Trained {
  readonly model: MatchModel;
  readonly resolved: Resolved;
}

/**
 * Learns a model from records alone: no label is asked for. In rounds: estimate, resolve, and estimate again counting
 * people where the first round counted records, so that a loyal customer's rare name does not look common and records
 * of one person are not taken for chance agreement. The same batch and random numbers give the same model.
 */
export function trainModel(
  batch: Batch,
  options: { readonly seed: number; readonly random: () => number; readonly vetoes: VetoRules },
  progress: Progress,
): Trained {
  progress("sampling", 0);
  const sample = samplePairs(batch, DEFAULTS.sample, options.random);
  progress("sampling", 1);
  const { comparisons } = batch.comparer;
  let clusters: Clusters = null;
  let m: Float64Array[] = comparisons.map((comparison) => Float64Array.from(comparison.start));
  let shares = {
    prior: 1 / Math.max(2, batch.records.length),
    kin: 0.1 / Math.max(2, batch.records.length),
  };
  let parameters: Parameters | null = null;
  let resolved: Resolved | null = null;
  for (let round = 0; round < DEFAULTS.rounds; round++) {
    const within: Progress = (step, done) => {
      progress(`round ${String(round + 1)}: ${step}`, done);
    };
    within("estimating", 0);
    const u = estimateU(batch, sample, clusters);
    m = estimateM(batch, sample, { m, u });
    const drawn: Parameters = {
      ...shares,
      comparisons: comparisons.map(({ name, levels }, c) => {
        const [ms, us] = [m[c] ?? new Float64Array(), u[c] ?? new Float64Array()];
        const weights = weightsOf(ms, us);
        return {
          name,
          levels: levels.map((level, l) => ({
            name: level,
            m: ms[l] ?? 0,
            u: us[l] ?? 0,
            weight: weights[l] ?? 0,
          })),
        };
      }),
      frequencies: estimateFrequencies(batch, clusters),
    };
    shares = estimateShares(batch, drawn);
    parameters = { ...drawn, ...shares };
    within("estimating", 1);
    const { auto, edgeFloor } = DEFAULTS.thresholds;
    const limits = { auto: round + 1 < DEFAULTS.rounds ? DEFAULTS.likelier : auto, edgeFloor };
    resolved = resolveBatch(batch, parameters, limits, options.vetoes, within);
    clusters = resolved.clusters;
  }
  if (parameters === null || resolved === null) throw new RangeError("No round was asked for.");
  return { model: documentOf(batch, parameters, resolved, options.seed), resolved };
}

function documentOf(
  batch: Batch,
  parameters: Parameters,
  resolved: Resolved,
  seed: number,
): MatchModel {
  const { shape, candidates, rules, records, sources } = batch;
  const content = createHash("sha256");
  for (const [i, record] of records.entries())
    content.update(`${contentKey(record, sources[i] ?? "")}\n`);
  const model: MatchModel = {
    format: 1,
    version: "",
    status: "draft",
    fields: [...shape.fields],
    monthFirst: shape.monthFirst,
    ...parameters,
    blocking: {
      rules: rules.map((rule) => rule.name),
      ...DEFAULTS.blocking,
      stopKeys: Object.fromEntries(
        Object.entries(candidates.stopKeys).map(([name, keys]) => [name, [...keys]]),
      ),
    },
    thresholds: { auto: DEFAULTS.thresholds.auto, review: DEFAULTS.thresholds.review },
    edgeFloor: DEFAULTS.thresholds.edgeFloor,
    calibration: calibrate(batch, resolved),
    training: {
      records: records.length,
      candidatePairs: candidates.count,
      seed,
      hash: content.digest("hex"),
    },
    metrics: null,
  };
  return { ...model, version: modelVersion(model) };
}

/** The version of a model: a hash of all that decides a score. */
function modelVersion(model: MatchModel): string {
  const { version: _version, status: _status, metrics: _metrics, ...decides } = model;
  return createHash("sha256").update(JSON.stringify(decides)).digest("base64url").slice(0, 16);
}
