import type { Batch } from "./batch.ts";
import { evidenceOf } from "./evidence.ts";
import { countPatterns, fitMixture, type Patterns } from "./expectation.ts";
import type { Parameters } from "./model.ts";

/** Pairs that estimation looks at, chosen once for a training. */
export interface Sample {
  /** Random pairs of all records, with their levels: they are hardly ever one person. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly levels: Int8Array;
  /** By blocking rule, pairs that share its key. */
  readonly blocked: readonly Patterns[];
}

/** Which records are thought to be one person; null where nothing is known yet. */
export type Clusters = Int32Array | null;

type Frequency = Parameters["frequencies"][string];

/** Chooses the pairs. `random` is from 0 up to 1. */
export function samplePairs(
  batch: Batch,
  most: { readonly random: number; readonly perRule: number },
  random: () => number,
): Sample {
  const { records, comparer, candidates } = batch;
  const width = comparer.comparisons.length;
  const compare = (i: number, j: number, into: Int8Array, at: number): void => {
    const [a, b] = [records[i], records[j]];
    if (a !== undefined && b !== undefined) comparer.compare(a, b, into, at);
  };
  const n = records.length;
  const all = (n * (n - 1)) / 2;
  const count = Math.min(all, most.random);
  const [left, right] = [new Int32Array(count), new Int32Array(count)];
  const levels = new Int8Array(count * width);
  for (let p = 0, i = 0, j = 1; p < count; p++) {
    if (all > most.random) {
      i = Math.floor(random() * n);
      do j = Math.floor(random() * n);
      while (j === i);
    }
    left[p] = i;
    right[p] = j;
    compare(i, j, levels, p * width);
    if (all <= most.random && ++j === n) j = ++i + 1;
  }
  const blocked = candidates.blocks.map((blocks) => {
    const total = blocks.reduce((sum, block) => sum + (block.length * (block.length - 1)) / 2, 0);
    const chance = most.perRule / Math.max(1, total);
    const rows: number[] = [];
    const row = new Int8Array(width);
    for (const block of blocks)
      for (const [x, i] of block.entries())
        for (let y = x + 1; y < block.length; y++) {
          if (chance < 1 && random() >= chance) continue;
          compare(i, block[y] ?? 0, row, 0);
          for (let c = 0; c < width; c++) rows.push(row[c] ?? -1);
        }
    return countPatterns(Int8Array.from(rows), width);
  });
  return { left, right, levels, blocked };
}

/** How often values occur among people. */
export function estimateFrequencies(batch: Batch, clusters: Clusters): Record<string, Frequency> {
  const out: Record<string, Frequency> = {};
  for (const comparison of batch.comparer.comparisons) {
    if (comparison.frequency.length === 0) continue;
    const people = new Map<string, Set<number> | number>();
    const everyone = new Set<number>();
    for (const [i, record] of batch.records.entries()) {
      const value = record.values[comparison.field];
      if (value == null) continue;
      const person = clusters?.[i] ?? i;
      everyone.add(person);
      const seen = people.get(value.key);
      if (seen === undefined) people.set(value.key, person);
      else if (typeof seen === "number") {
        if (seen !== person) people.set(value.key, new Set([seen, person]));
      } else seen.add(person);
    }
    out[comparison.name] = frequencyTable(people, everyone.size);
  }
  return out;
}

/** The most frequent values that a table lists; beyond them a value counts as rare. */
const LISTED = 20_000;

function frequencyTable(people: Map<string, Set<number> | number>, everyone: number): Frequency {
  let together = 1;
  const several: [string, number][] = [];
  for (const [key, seen] of people) {
    if (typeof seen === "number") continue;
    together += seen.size * (seen.size - 1);
    // Two people with the value are perhaps the two that are being compared: what counts is the others.
    if (seen.size > 2) several.push([key, seen.size - 2]);
  }
  const pairs = Math.max(2, everyone * (everyone - 1));
  const mean = Math.min(1, together / pairs);
  // Where values hardly ever recur among people, an unseen one is far rarer than one in everyone.
  const unseen = Math.min(1, everyone * mean);
  several.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const share = (count: number): number => Math.min(1, (count + unseen) / Math.max(1, everyone));
  return {
    mean,
    rare: share(0),
    values: Object.fromEntries(several.slice(0, LISTED).map(([key, n]) => [key, share(n)])),
  };
}

/** How often two different people agree at each level, from the random pairs. */
export function estimateU(batch: Batch, sample: Sample, clusters: Clusters): Float64Array[] {
  const { comparisons } = batch.comparer;
  const width = comparisons.length;
  const counts = comparisons.map((comparison) => new Float64Array(comparison.levels.length));
  for (let p = 0; p < sample.left.length; p++) {
    if (clusters !== null) {
      const [i, j] = [sample.left[p] ?? 0, sample.right[p] ?? 0];
      if (clusters[i] === clusters[j]) continue;
    }
    for (let c = 0; c < width; c++) {
      const level = sample.levels[p * width + c] ?? -1;
      const to = counts[c];
      if (level >= 0 && to !== undefined) to[level] = (to[level] ?? 0) + 1;
    }
  }
  return counts.map((levels) => {
    const total = levels.reduce((sum, count) => sum + count, 0);
    // Half a pair for what was not seen: rare, not impossible.
    return levels.map((count) => (count + 0.5) / (total + 0.5 * levels.length));
  });
}

/** How often two records of one person agree at each level: EM within the blocks of every rule, averaged. */
export function estimateM(
  batch: Batch,
  sample: Sample,
  start: { readonly m: readonly Float64Array[]; readonly u: readonly Float64Array[] },
): Float64Array[] {
  const { comparisons } = batch.comparer;
  const sums = comparisons.map((comparison) => new Float64Array(comparison.levels.length));
  const weights = new Float64Array(comparisons.length);
  for (const [r, rule] of batch.rules.entries()) {
    const patterns = sample.blocked[r];
    if (patterns === undefined || patterns.counts.length < 3) continue;
    const fields = batch.comparer.comparisons.map((c) => rule.fields.includes(c.name));
    const fitted = fitMixture(without(patterns, fields), { share: 0.3, m: start.m, u: start.u });
    for (const [c, m] of fitted.m.entries()) {
      const support = fitted.support[c] ?? 0;
      if (fields[c] === true || support < LEAST_SUPPORT) continue;
      const weight = Math.min(support, MOST_SUPPORT);
      weights[c] = (weights[c] ?? 0) + weight;
      const to = sums[c];
      if (to !== undefined)
        for (const [l, value] of m.entries()) to[l] = (to[l] ?? 0) + weight * value;
    }
  }
  return sums.map((levels, c) => {
    const weight = weights[c] ?? 0;
    if (weight === 0) return (start.m[c] ?? levels).slice();
    const floored = levels.map((value) => Math.max(1e-4, value / weight));
    const total = floored.reduce((sum, value) => sum + value, 0);
    return floored.map((value) => value / total);
  });
}

const LEAST_SUPPORT = 20;
const MOST_SUPPORT = 2000;

/** The patterns with some comparisons unknown. */
function without(patterns: Patterns, left: readonly boolean[]): Patterns {
  const levels = patterns.levels.slice();
  for (let i = 0; i < levels.length; i++) if (left[i % patterns.width] === true) levels[i] = -1;
  return { ...patterns, levels };
}

/** Weights of levels, log2(m/u), where a stronger level never weighs less than a weaker one: violators are pooled. */
export function weightsOf(m: Float64Array, u: Float64Array): number[] {
  const pools: { m: number; u: number; levels: number }[] = [];
  for (let l = 0; l < m.length; l++) {
    let pool = { m: m[l] ?? 0, u: u[l] ?? 0, levels: 1 };
    for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
      if (last.m / last.u >= pool.m / pool.u) break;
      pool = { m: pool.m + last.m, u: pool.u + last.u, levels: pool.levels + last.levels };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap((pool) => Array<number>(pool.levels).fill(Math.log2(pool.m / pool.u)));
}

/**
 * The shares of all pairs that are one person, and that are two of one household, such that they agree with what the
 * candidates score under them (EM over the shares alone; pairs that blocking did not find count as neither).
 */
export function estimateShares(
  batch: Batch,
  parameters: Parameters,
): { prior: number; kin: number } {
  const evidence = evidenceOf(batch.comparer, { ...parameters, prior: 0.5, kin: 1 });
  const { candidates, levels, records, comparer } = batch;
  const width = comparer.comparisons.length;
  const row = new Float64Array(evidence.width);
  const same = new Float64Array(candidates.count);
  const household = new Float64Array(candidates.count);
  for (let p = 0; p < candidates.count; p++) {
    const [a, b] = [records[candidates.left[p] ?? 0], records[candidates.right[p] ?? 0]];
    if (a === undefined || b === undefined) continue;
    evidence.weighLevels(a, b, levels, p * width, row);
    const penalty = 2 ** -evidence.household(row);
    household[p] = Math.max(0, penalty - 1);
    same[p] = 2 ** Math.min(200, evidence.total(row) - evidence.household(row));
  }
  const all = (records.length * (records.length - 1)) / 2;
  let [prior, kin] = [parameters.prior, parameters.kin];
  for (let round = 0; round < 50; round++) {
    let [matches, kindred] = [0, 0];
    for (let p = 0; p < candidates.count; p++) {
      const [x, y] = [prior * (same[p] ?? 0), kin * (household[p] ?? 0)];
      const sum = 1 - prior - kin + x + y;
      matches += x / sum;
      kindred += y / sum;
    }
    prior = Math.min(0.5, Math.max(1 / all, matches / all));
    // Households exist even where this data shows none of them.
    kin = Math.min(0.5, Math.max(LEAST_KIN * prior, kindred / all));
  }
  return { prior, kin };
}

const LEAST_KIN = 0.001;
