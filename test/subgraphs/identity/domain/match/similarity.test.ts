import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isNickname } from "../../../../../subgraphs/identity/domain/match/nicknames.ts";
import { edits, jaroWinkler } from "../../../../../subgraphs/identity/domain/match/similarity.ts";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 8 });

/** Optimal string alignment by its recursion, without a table. */
function slowEdits(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  let least = Math.min(
    slowEdits(x, b) + 1,
    slowEdits(a, y) + 1,
    slowEdits(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1),
  );
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    least = Math.min(least, slowEdits(x.slice(0, -1), y.slice(0, -1)) + 1);
  return least;
}

describe("similarity", () => {
  it("counts edits as the recursion does", () => {
    const short = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 });
    fc.assert(fc.property(short, short, (a, b) => edits(a, b) === slowEdits(a, b)));
  });

  it("agrees with the published vectors of Jaro-Winkler", () => {
    for (const [a, b, value] of [
      ["martha", "marhta", 0.9611],
      ["dixon", "dicksonx", 0.8133],
      ["dwayne", "duane", 0.84],
      ["jones", "johnson", 0.8324],
    ] as const)
      expect(jaroWinkler(a, b)).toBeCloseTo(value, 4);
  });

  it("is symmetric and between 0 and 1", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const value = jaroWinkler(a, b);
        expect(value).toBeCloseTo(jaroWinkler(b, a), 12);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(edits(a, b)).toBe(edits(b, a));
      }),
    );
  });

  it("knows forms of one name from different names", () => {
    expect(isNickname("william", "bill")).toBe(true);
    expect(isNickname("bill", "will")).toBe(true);
    expect(isNickname("william", "robert")).toBe(false);
    expect(isNickname("xqzt", "xqzt")).toBe(false);
  });
});
