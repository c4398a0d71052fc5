import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { createPace } from "../../pipeline/pace.ts";

const LIMITS = { load: 10, enough: 100, longestRestMs: 60_000 };

describe("the pace of what is taken in turns", () => {
  it("lets a turn of less than the load, and one of enough, hold up nothing", () => {
    const pace = createPace(LIMITS);
    for (const taken of [1, 9, 100, 5_000]) {
      const end = pace.begin(taken);
      expect([taken, pace.waitMs(1)]).toEqual([taken, 0]);
      end();
      expect([taken, pace.waitMs(1)]).toEqual([taken, 0]);
    }
  });

  it("lets what is less than enough wait for a turn's end, and then as long as that took", async () => {
    const pace = createPace(LIMITS);
    const began = performance.now();
    const end = pace.begin(10);
    expect([pace.waitMs(99), pace.waitMs(100)]).toEqual([Infinity, 0]);
    await sleep(200);
    end();
    const took = performance.now() - began;
    const wait = pace.waitMs(1);
    expect(wait).toBeGreaterThan(150);
    expect(wait).toBeLessThanOrEqual(took);
    expect(pace.waitMs(100)).toBe(0);
  });

  it("rests no longer than it may", async () => {
    const pace = createPace({ ...LIMITS, longestRestMs: 20 });
    const end = pace.begin(99);
    await sleep(50);
    end();
    expect(pace.waitMs(1)).toBeLessThanOrEqual(20);
    await sleep(30);
    expect(pace.waitMs(1)).toBe(0);
  });
});
