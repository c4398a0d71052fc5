import { pairHeap } from "./heap.ts";

/** What the clustering asks about records, which are numbers from 0 in their canonical order. */
export interface ClusterQuestions {
  readonly size: number;
  /** How many kinds of evidence a pair has. */
  readonly width: number;
  /** Writes the evidence of a pair in bits; NaN is unknown. */
  evidence(left: number, right: number, into: Float64Array): void;
  /** The score of a row of evidence, bits. */
  total(row: Float64Array): number;
  /**
   * Whether two records must not be one customer, whatever the score: `never` keeps any clusters apart that hold the
   * two; `doubt`, which a wrong entry can cause, keeps them apart where more than half of their cross pairs have it.
   */
  vetoed(left: number, right: number): Objection | null;
}

/** How strongly a pair speaks against one customer. */
export type Objection = "never" | "doubt";

/** A pair that may bring two clusters together. */
export interface Edge {
  readonly left: number;
  readonly right: number;
  readonly score: number;
}

/** When two clusters become one. */
export interface ClusterLimits {
  /** The least score of two clusters, bits. */
  readonly floor: number;
  /** No cluster grows beyond this many records. */
  readonly largest: number;
}

/** The evidence between two clusters: sums and counts of what their cross pairs know, by kind. */
interface Between {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly pairs: number;
  readonly doubts: number;
  readonly never: boolean;
}

/**
 * Clusters records by constrained agglomeration: always the two clusters whose evidence is strongest, never two that
 * their pairs object to. The evidence of two clusters is, kind by kind, the mean over all cross pairs that know
 * it, not only over the pairs that blocking found: so a chain of look-alikes falls apart where its ends disagree, and
 * records that each know something else complete one another (average linkage, Sokal & Michener 1958, on bits).
 * The order of the edges does not matter. Answers with the cluster number of every record: that of its first record.
 */
export function agglomerate(
  ask: ClusterQuestions,
  edges: Iterable<Edge>,
  limits: ClusterLimits,
): Int32Array {
  const members: (readonly number[] | undefined)[] = Array.from({ length: ask.size }, (_, i) => [
    i,
  ]);
  const near: (Map<number, Between | null> | undefined)[] = Array.from({ length: ask.size });
  const heap = pairHeap();
  const row = new Float64Array(ask.width);
  const meet = (a: number, b: number, between: Between | null): void => {
    (near[a] ??= new Map()).set(b, between);
    (near[b] ??= new Map()).set(a, between);
  };
  for (const { left, right, score } of edges) {
    const objection = ask.vetoed(left, right);
    if (objection === "never") continue;
    meet(left, right, null);
    if (objection === null && score >= limits.floor)
      heap.push(score, Math.min(left, right), Math.max(left, right));
  }
  const known = (a: number, b: number): Between => {
    const found = near[a]?.get(b);
    return found ?? allPairs(ask, members[a] ?? [], members[b] ?? [], row);
  };
  for (let next = heap.pop(); next !== null; next = heap.pop()) {
    const { left: a, right: b } = next;
    const [inA, inB] = [members[a], members[b]];
    if (inA === undefined || inB === undefined) continue;
    if (inA.length + inB.length > limits.largest) continue;
    const merged = members.push([...inA, ...inB]) - 1;
    near.push(undefined);
    const others = new Set([...(near[a]?.keys() ?? []), ...(near[b]?.keys() ?? [])]);
    others.delete(a);
    others.delete(b);
    for (const c of [...others].sort((x, y) => x - y)) {
      const between = sum(known(a, c), known(b, c));
      near[c]?.delete(a);
      near[c]?.delete(b);
      if (between.never) continue;
      meet(merged, c, between);
      if (between.doubts * 2 > between.pairs) continue;
      const score = ask.total(mean(between, row));
      if (score >= limits.floor) heap.push(score, c, merged);
    }
    members[a] = members[b] = undefined;
    near[a] = near[b] = undefined;
  }
  const clusters = new Int32Array(ask.size);
  for (const list of members) {
    if (list === undefined) continue;
    const first = list.reduce((least, i) => Math.min(least, i));
    for (const i of list) clusters[i] = first;
  }
  return clusters;
}

function allPairs(
  ask: ClusterQuestions,
  some: readonly number[],
  others: readonly number[],
  row: Float64Array,
): Between {
  const sums = new Float64Array(ask.width);
  const counts = new Float64Array(ask.width);
  let [doubts, never] = [0, false];
  for (const i of some)
    for (const j of others) {
      const objection = ask.vetoed(i, j);
      if (objection === "doubt") doubts++;
      never ||= objection === "never";
      ask.evidence(Math.min(i, j), Math.max(i, j), row);
      for (let c = 0; c < ask.width; c++) {
        const bits = row[c] ?? NaN;
        if (Number.isNaN(bits)) continue;
        sums[c] = (sums[c] ?? 0) + bits;
        counts[c] = (counts[c] ?? 0) + 1;
      }
    }
  return { sums, counts, pairs: some.length * others.length, doubts, never };
}

function sum(a: Between, b: Between): Between {
  return {
    sums: a.sums.map((value, c) => value + (b.sums[c] ?? 0)),
    counts: a.counts.map((value, c) => value + (b.counts[c] ?? 0)),
    pairs: a.pairs + b.pairs,
    doubts: a.doubts + b.doubts,
    never: a.never || b.never,
  };
}

function mean(between: Between, into: Float64Array): Float64Array {
  for (let c = 0; c < into.length; c++)
    into[c] =
      (between.counts[c] ?? 0) === 0 ? NaN : (between.sums[c] ?? 0) / (between.counts[c] ?? 1);
  return into;
}
