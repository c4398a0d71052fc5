import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { measureClusters } from "../../../../../subgraphs/identity/domain/match/metrics.ts";

const labelled = fc.array(fc.tuple(fc.nat(4), fc.constantFrom("a", "b", "c", "d")), {
  minLength: 1,
  maxLength: 12,
});

describe("measureClusters", () => {
  it("agrees with counting pairs and records one by one", () => {
    fc.assert(
      fc.property(labelled, (rows) => {
        let [right, joined, truly] = [0, 0, 0];
        for (const [i, [cluster, person]] of rows.entries())
          for (const [other, same] of rows.slice(i + 1)) {
            if (cluster === other) joined++;
            if (person === same) truly++;
            if (cluster === other && person === same) right++;
          }
        const precise = rows.map(([cluster, person]) => {
          const mates = rows.filter(([other]) => other === cluster);
          return mates.filter(([, same]) => same === person).length / mates.length;
        });
        const mixed = new Set(
          rows
            .filter(([c, p]) => rows.some(([d, q]) => c === d && p !== q))
            .map(([cluster]) => cluster),
        );
        const it = measureClusters(
          rows.map(([cluster]) => cluster),
          rows.map(([, person]) => person),
        );
        expect(it.cluster.precision).toBeCloseTo(joined === 0 ? 1 : right / joined, 12);
        expect(it.cluster.recall).toBeCloseTo(truly === 0 ? 1 : right / truly, 12);
        expect(it.bCubed.precision).toBeCloseTo(
          precise.reduce((sum, x) => sum + x, 0) / rows.length,
          12,
        );
        expect(it.overMergeRate).toBeCloseTo(
          mixed.size / new Set(rows.map(([cluster]) => cluster)).size,
          12,
        );
      }),
    );
  });

  it("says 1 where found and true are the same, and counts exact people", () => {
    const it = measureClusters([7, 7, 9], ["a", "a", "b"]);
    expect([it.cluster.f1, it.bCubed.f1, it.exactMatch, it.overMergeRate]).toEqual([1, 1, 1, 0]);
    expect(measureClusters([7, 8, 9], ["a", "a", "b"]).exactMatch).toBe(0.5);
  });
});
