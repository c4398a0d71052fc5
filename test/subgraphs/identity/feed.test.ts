import { describe, expect, it } from "@jest/globals";
import { scoreFeed } from "./feed-truth.ts";

const LEAST_F1 = 0.95;
/** Seeds that were not looked at while the policy was made. */
const SEEDS = [9_001, 9_007, 9_011, 9_013, 9_029, 9_041, 9_043, 9_049, 9_059, 9_067];
const PEOPLE = Number(process.env["PEOPLE"] ?? 120);

describe("the sample feed, by the shipped policy", () => {
  it.each(SEEDS)("tells the people of seed %i apart", (seed) => {
    const score = scoreFeed(PEOPLE, seed);
    if (process.env["PEOPLE"] !== undefined) console.info(JSON.stringify(score));
    expect(score.f1).toBeGreaterThanOrEqual(LEAST_F1);
    expect(score.twoAnchors).toBe(0);
    expect(score.sharedHeld).toBe(0);
    expect(score.garbage).toBe(0);
  });
});
