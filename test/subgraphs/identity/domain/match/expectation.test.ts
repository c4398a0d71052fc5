import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../../../../../platform/random.ts";
import { weightsOf } from "../../../../../subgraphs/identity/domain/match/estimate.ts";
import {
  countPatterns,
  fitMixture,
} from "../../../../../subgraphs/identity/domain/match/expectation.ts";
import fc from "fast-check";

describe("fitMixture", () => {
  it("finds the shares that made the pairs, with a third of the levels unknown", () => {
    const random = seededRandom("em");
    const m = [0.9, 0.8, 0.85, 0.7].map((p) => Float64Array.of(p, 0.05, 0.95 - p));
    const u = [0.1, 0.02, 0.05, 0.2].map((p) => Float64Array.of(p, 0.1, 0.9 - p));
    const levels = Array.from({ length: 60_000 }, () => {
      const from = random.chance(0.2) ? m : u;
      return from.map((shares) =>
        random.chance(0.33)
          ? -1
          : random.weighted([
              [0, shares[0] ?? 0],
              [1, shares[1] ?? 0],
              [2, shares[2] ?? 0],
            ]),
      );
    });
    const fitted = fitMixture(countPatterns(Int8Array.from(levels.flat()), 4), {
      share: 0.5,
      m: m.map(() => Float64Array.of(0.6, 0.2, 0.2)),
      u: m.map(() => Float64Array.of(0.2, 0.2, 0.6)),
    });
    expect(fitted.share).toBeCloseTo(0.2, 1);
    for (const [c, shares] of m.entries())
      for (const [l, share] of shares.entries())
        expect(Math.abs((fitted.m[c]?.[l] ?? 0) - share)).toBeLessThan(0.03);
    for (const [c, shares] of u.entries())
      for (const [l, share] of shares.entries())
        expect(Math.abs((fitted.u[c]?.[l] ?? 0) - share)).toBeLessThan(0.03);
  });
});

describe("weightsOf", () => {
  const share = fc.double({ min: 1e-4, max: 1, noNaN: true });

  it("never lets a stronger level weigh less than a weaker one", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 8 }), (rows) => {
        const weights = weightsOf(
          Float64Array.from(rows, ([m]) => m),
          Float64Array.from(rows, ([, u]) => u),
        );
        expect(weights).toHaveLength(rows.length);
        expect([...weights].sort((a, b) => b - a)).toEqual(weights);
      }),
    );
  });

  it("leaves weights alone that fall already", () => {
    expect(weightsOf(Float64Array.of(0.8, 0.2), Float64Array.of(0.1, 0.9))).toEqual([
      3,
      Math.log2(0.2 / 0.9),
    ]);
  });
});
