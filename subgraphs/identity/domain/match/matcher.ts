import { agglomerate, type Edge, type Objection } from "./agglomerate.ts";
import { contentKey } from "./batch.ts";
import { blockingRules } from "./block-keys.ts";
import { probabilityOf } from "./calibrate.ts";
import { comparerOf } from "./comparisons.ts";
import { evidenceOf } from "./evidence.ts";
import type { MatchModel } from "./model.ts";
import { preparedFields, recordReader, type Prepared } from "./prepare.ts";
import { LARGEST_CLUSTER } from "./resolve-batch.ts";
import type { MatchRecord } from "./roles.ts";
import { objectionOf, vetoOf, type Veto } from "./veto.ts";

/** What a pair deserves: to join by itself, to be decided by a person, or nothing. */
export type Band = "auto" | "review" | "reject";

/** A score and all that it is made of: the bits sum up to it. */
export interface MatchScore {
  readonly modelVersion: string;
  /** Posterior odds in bits: 0 is even, 10 is a thousand to one. */
  readonly bits: number;
  /** The calibrated probability that both are one person. */
  readonly probability: number;
  readonly band: Band;
  /** Why the two must not join by themselves, whatever they score. */
  readonly veto: Veto | null;
  /** The bits that every pair starts with. */
  readonly prior: number;
  /** What "two people of one household" explains as well, at most 0. */
  readonly household: number;
  /** By comparison the level of agreement and its bits; null and 0 where a side is unknown. */
  readonly comparisons: readonly {
    readonly comparison: string;
    readonly level: string | null;
    readonly bits: number;
  }[];
}

/** Decisions of people about records, by their places in the list. */
export interface Overrides {
  readonly together?: readonly (readonly [number, number])[];
  readonly apart?: (left: number, right: number) => boolean;
}

/** A model at work. Pure: the same records give the same answers for as long as the model's version is the same. */
export interface Matcher {
  readonly model: MatchModel;
  /** Normalises a record; do it once and keep the result. */
  prepare(record: MatchRecord): Prepared;
  /** The blocking keys of a record, `rule:key`: two records are candidates where they share one. */
  keys(record: Prepared): string[];
  score(a: Prepared, b: Prepared): MatchScore;
  /** The mean evidence of all cross pairs of two groups, bits; minus infinity where most of them object, or one for good. */
  between(left: readonly Prepared[], right: readonly Prepared[]): number;
  /**
   * Splits records that hang together into customers, by the guard that `agglomerate` describes; answers with a number
   * for each record, equal for those of one customer. The order of the records changes nothing.
   */
  cluster(records: readonly Prepared[], overrides?: Overrides): number[];
}

/** Puts a model to work. */
export function openMatcher(model: MatchModel): Matcher {
  const fields = preparedFields(model.fields);
  const comparer = comparerOf(fields);
  const evidence = evidenceOf(comparer, model);
  const rules = blockingRules(fields).filter((rule) => model.blocking.rules.includes(rule.name));
  const stops = new Map(
    Object.entries(model.blocking.stopKeys).map(([rule, keys]) => [rule, new Set(keys)]),
  );
  const vetoed = vetoOf(fields);
  const row = new Float64Array(evidence.width);
  const levels = new Int8Array(comparer.comparisons.length);

  const score = (a: Prepared, b: Prepared): MatchScore => {
    comparer.compare(a, b, levels, 0);
    evidence.weighLevels(a, b, levels, 0, row);
    const bits = evidence.total(row);
    const veto = vetoed(a, b);
    const { auto, review } = model.thresholds;
    return {
      modelVersion: model.version,
      bits,
      probability: probabilityOf(bits, model.calibration),
      band: bits < review ? "reject" : bits < auto || veto !== null ? "review" : "auto",
      veto,
      prior: evidence.priorBits,
      household: evidence.household(row),
      comparisons: comparer.comparisons.map((comparison, c) => {
        const level = levels[c] ?? -1;
        return {
          comparison: comparison.name,
          level: comparison.levels[level] ?? null,
          bits: level < 0 ? 0 : (row[c] ?? 0),
        };
      }),
    };
  };

  return {
    model,
    prepare: recordReader(model.fields, model),
    keys: (record) =>
      rules.flatMap((rule) => {
        const key = rule.keyOf(record);
        return key === null || stops.get(rule.name)?.has(key) === true
          ? []
          : [`${rule.name}:${key}`];
      }),
    score,
    between: (left, right) => {
      const sums = new Float64Array(evidence.width);
      const counts = new Float64Array(evidence.width);
      let doubts = 0;
      for (const a of left)
        for (const b of right) {
          const objection = objectionOf(vetoed(a, b));
          if (objection === "never") return -Infinity;
          if (objection === "doubt") doubts += 1;
          evidence.weigh(a, b, row);
          for (const [c, bits] of row.entries()) {
            if (Number.isNaN(bits)) continue;
            sums[c] = (sums[c] ?? 0) + bits;
            counts[c] = (counts[c] ?? 0) + 1;
          }
        }
      if (doubts * 2 > left.length * right.length) return -Infinity;
      return evidence.total(sums.map((sum, c) => (counts[c] === 0 ? NaN : sum / (counts[c] ?? 1))));
    },
    cluster: (records, overrides = {}) => {
      const order = records
        .map((record, place) => ({ place, key: contentKey(record, "") }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.place - b.place))
        .map(({ place }) => place);
      const groups = joined(order, overrides.together ?? []);
      const pairs = (left: number, right: number): [number, number][] =>
        (groups[left] ?? []).flatMap((i) =>
          (groups[right] ?? []).map((j): [number, number] => [i, j]),
        );
      const weigh = (left: number, right: number, into: Float64Array): void => {
        const counts = new Float64Array(into.length);
        into.fill(0);
        for (const [i, j] of pairs(left, right)) {
          const [a, b] = [records[i], records[j]];
          if (a === undefined || b === undefined) continue;
          evidence.weigh(a, b, row);
          for (const [c, bits] of row.entries()) {
            if (Number.isNaN(bits)) continue;
            into[c] = (into[c] ?? 0) + bits;
            counts[c] = (counts[c] ?? 0) + 1;
          }
        }
        for (const [c, count] of counts.entries())
          into[c] = count === 0 ? NaN : (into[c] ?? 0) / count;
      };
      const edges: Edge[] = [];
      const between = new Float64Array(evidence.width);
      for (let left = 0; left < groups.length; left++)
        for (let right = left + 1; right < groups.length; right++) {
          weigh(left, right, between);
          const bits = evidence.total(between);
          if (bits >= model.edgeFloor) edges.push({ left, right, score: bits });
        }
      const clusters = agglomerate(
        {
          size: groups.length,
          width: evidence.width,
          evidence: weigh,
          total: evidence.total,
          vetoed: (left, right) => {
            const objections = pairs(left, right).map(([i, j]): Objection | null => {
              if (overrides.apart?.(i, j) === true || overrides.apart?.(j, i) === true)
                return "never";
              const [a, b] = [records[i], records[j]];
              return a === undefined || b === undefined ? null : objectionOf(vetoed(a, b));
            });
            if (objections.includes("never")) return "never";
            const doubts = objections.filter((objection) => objection !== null).length;
            return doubts * 2 > objections.length ? "doubt" : null;
          },
        },
        edges,
        { floor: model.thresholds.auto, largest: LARGEST_CLUSTER },
      );
      const out = Array<number>(records.length).fill(0);
      for (const [g, group] of groups.entries()) for (const i of group) out[i] = clusters[g] ?? g;
      return out;
    },
  };
}

/** Groups of places that people put together, in the given order. */
function joined(
  order: readonly number[],
  together: readonly (readonly [number, number])[],
): number[][] {
  const group = new Map(order.map((place) => [place, [place]]));
  for (const [i, j] of together) {
    const [into, from] = [group.get(i), group.get(j)];
    if (into === undefined || from === undefined || into === from) continue;
    into.push(...from);
    for (const place of from) group.set(place, into);
  }
  return [...new Set(order.map((place) => group.get(place) ?? [place]))];
}
