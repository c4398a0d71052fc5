import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  agglomerate,
  type ClusterQuestions,
  type Edge,
} from "../../../../../subgraphs/identity/domain/match/agglomerate.ts";

interface World {
  readonly size: number;
  /** Two kinds of evidence for each pair; NaN is unknown. */
  readonly bits: ReadonlyMap<string, readonly [number, number]>;
  readonly vetoes: ReadonlySet<string>;
  readonly doubts: ReadonlySet<string>;
  readonly order: readonly number[];
}

const FLOOR = 0;
const name = (i: number, j: number): string =>
  `${String(Math.min(i, j))}-${String(Math.max(i, j))}`;

const world: fc.Arbitrary<World> = fc.integer({ min: 2, max: 9 }).chain((size) => {
  const pairs = Array.from({ length: size }, (_, i) => i).flatMap((i) =>
    Array.from({ length: size - i - 1 }, (_, k) => name(i, i + k + 1)),
  );
  // No two sums are alike, so that the strongest pair is one.
  const bit = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -10_000_000, max: 20_000_000 }).map((n) => n / 1e6) },
    { weight: 1, arbitrary: fc.constant(NaN) },
  );
  return fc.record({
    size: fc.constant(size),
    bits: fc
      .array(fc.tuple(bit, bit), { minLength: pairs.length, maxLength: pairs.length })
      .map((rows) => new Map(pairs.map((pair, p) => [pair, rows[p] ?? [NaN, NaN]] as const))),
    vetoes: fc
      .subarray(pairs, { maxLength: Math.min(3, pairs.length) })
      .map((list) => new Set(list)),
    doubts: fc.subarray(pairs, { maxLength: pairs.length >> 1 }).map((list) => new Set(list)),
    order: fc.shuffledSubarray(
      pairs.map((_, p) => p),
      { minLength: pairs.length },
    ),
  });
});

const total = (row: ArrayLike<number>): number =>
  -1 + Array.from(row).reduce((sum, bits) => sum + (Number.isNaN(bits) ? 0 : bits), 0);

function questions(it: World): ClusterQuestions {
  return {
    size: it.size,
    width: 2,
    evidence: (i, j, into) => {
      into.set(it.bits.get(name(i, j)) ?? [NaN, NaN]);
    },
    total,
    vetoed: (i, j) =>
      it.vetoes.has(name(i, j)) ? "never" : it.doubts.has(name(i, j)) ? "doubt" : null,
  };
}

function edges(it: World): Edge[] {
  const all = [...it.bits].map(([pair, row]) => {
    const [left = 0, right = 0] = pair.split("-").map(Number);
    return { left, right, score: total(row) };
  });
  return it.order.flatMap((p) => all[p] ?? []);
}

/** The same by looking at all pairs of clusters again after every step. */
function oracle(it: World): string {
  let clusters = Array.from({ length: it.size }, (_, i) => [i]);
  for (;;) {
    let best: { score: number; a: number[]; b: number[] } | null = null;
    for (const a of clusters)
      for (const b of clusters) {
        if (a >= b || a === b) continue;
        const cross = a.flatMap((i) => b.map((j) => name(i, j)));
        if (cross.some((pair) => it.vetoes.has(pair))) continue;
        if (cross.filter((pair) => it.doubts.has(pair)).length > cross.length / 2) continue;
        const means = [0, 1].map((c) => {
          const known = cross
            .map((pair) => it.bits.get(pair)?.[c] ?? NaN)
            .filter((x) => !Number.isNaN(x));
          return known.length === 0 ? NaN : known.reduce((sum, x) => sum + x, 0) / known.length;
        });
        const score = total(means);
        if (score >= FLOOR && (best === null || score > best.score)) best = { score, a, b };
      }
    if (best === null) break;
    const { a, b } = best;
    clusters = [...clusters.filter((cluster) => cluster !== a && cluster !== b), [...a, ...b]];
  }
  return shown(clusters);
}

function shown(clusters: number[][]): string {
  return clusters
    .map((cluster) => cluster.sort((x, y) => x - y).join(","))
    .sort()
    .join(" | ");
}

function grouped(numbers: Int32Array): string {
  const groups = new Map<number, number[]>();
  for (const [i, cluster] of numbers.entries())
    groups.set(cluster, [...(groups.get(cluster) ?? []), i]);
  return shown([...groups.values()]);
}

describe("agglomerate", () => {
  const limits = { floor: FLOOR, largest: 1000 };

  it("gives the same clusters in whatever order the edges come", () => {
    fc.assert(
      fc.property(world, (it) => {
        const one = agglomerate(questions(it), edges(it), limits);
        const other = agglomerate(questions(it), edges(it).reverse(), limits);
        expect([...one]).toEqual([...other]);
      }),
    );
  });

  it("agrees with looking at all pairs of clusters after every step", () => {
    // Sums that differ in the last bit only may be ordered either way: such worlds say nothing.
    fc.assert(
      fc.property(world, (it) => {
        const scores = edges(it).map(({ score }) => score);
        fc.pre(new Set(scores.map((score) => score.toFixed(6))).size === scores.length);
        expect(grouped(agglomerate(questions(it), edges(it), limits))).toBe(oracle(it));
      }),
      { numRuns: 500 },
    );
  });

  it("never puts a vetoed pair together", () => {
    fc.assert(
      fc.property(world, (it) => {
        const clusters = agglomerate(questions(it), edges(it), limits);
        for (const pair of it.vetoes) {
          const [i = 0, j = 0] = pair.split("-").map(Number);
          expect(clusters[i]).not.toBe(clusters[j]);
        }
      }),
    );
  });

  it("breaks a chain whose ends disagree, where plain components would not", () => {
    const bits = new Map<string, readonly [number, number]>([
      ["0-1", [9, NaN]],
      ["1-2", [8, NaN]],
      ["0-2", [-20, NaN]],
    ]);
    const chain: World = { size: 3, bits, vetoes: new Set(), doubts: new Set(), order: [0, 1, 2] };
    expect(grouped(agglomerate(questions(chain), edges(chain), limits))).toBe("0,1 | 2");
  });
});
