import { describe, expect, it } from "@jest/globals";
import {
  findStitchAlarm,
  lowerTail,
  type StitchHour,
} from "../../../../subgraphs/identity/domain/metrics/stitch-alarm.ts";

const HOUR_MS = 3_600_000;
const END = Date.parse("2026-06-01T00:00:00Z");
const SEEDS = Number(process.env["STITCH_SEEDS"] ?? 20);

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poisson(mean: number, random: () => number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let [n, left] = [0, Math.exp(mean)];
  for (left *= random(); left > 1; left *= random()) n += 1;
  return n;
}

interface World {
  readonly seed: number;
  readonly perDay: number;
  readonly hours: number;
  /** What is left of stitching, and of all events, at an hour. */
  readonly stitching?: (hour: number) => number;
  readonly traffic?: (hour: number) => number;
}

/** A shop: quiet nights, busy weekends, an hourly noise of 10 % and a daily one of 8 %; the share of log-ins varies by 15 %. */
function simulate({ seed, perDay, hours, stitching, traffic }: World): StitchHour[] {
  const random = randomOf(seed);
  let [day, share] = [1, 0.02];
  return Array.from({ length: hours }, (_, i) => {
    const hour = new Date(END - (hours - i) * HOUR_MS);
    if (hour.getUTCHours() === 0) {
      day = Math.exp(0.08 * normal(random)) * ([0, 6].includes(hour.getUTCDay()) ? 1.4 : 1);
      share = 0.02 * Math.exp(0.15 * normal(random));
    }
    const wave = 1 - 0.8 * Math.cos((2 * Math.PI * (hour.getUTCHours() - 3)) / 24);
    const usual = (perDay / 24 / 0.02) * wave * day * Math.exp(0.1 * normal(random));
    const events = poisson(usual * (traffic?.(i) ?? 1), random);
    return {
      hour,
      identifiable: events,
      stitches: poisson(events * share * (stitching?.(i) ?? 1), random),
    };
  });
}

const at = (hours: readonly StitchHour[], hour: number): Date => hours[hour]?.hour ?? new Date(END);
const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1);
const STOP = 40 * 24;

describe("the alarm of stitching", () => {
  it("is silent for months of ordinary days, but for once in 10,000 looks", () => {
    let looks = 0;
    const raised: number[] = [];
    for (const perDay of [5, 60, 600])
      for (const seed of seeds) {
        const hours = simulate({ seed, perDay, hours: 60 * 24 });
        for (let hour = 10 * 24; hour < hours.length; hour += 6) {
          looks += 1;
          if (findStitchAlarm(hours.slice(0, hour), at(hours, hour)) !== null) raised.push(perDay);
        }
      }
    expect(looks).toBe(3 * SEEDS * 200);
    expect(raised.length).toBeLessThanOrEqual(looks / 10_000);
  });

  it.each([
    [60, 24],
    [600, 12],
  ])("finds that %d a day have stopped within %d hours", (perDay, within) => {
    const found = seeds.map((seed) => {
      const hours = simulate({
        seed,
        perDay,
        hours: STOP + 49,
        stitching: (hour) => (hour < STOP ? 1 : 0),
      });
      for (let after = 1; after <= 48; after += 1)
        if (findStitchAlarm(hours.slice(0, STOP + after), at(hours, STOP + after)) !== null)
          return after;
      return Infinity;
    });
    expect(Math.max(...found)).toBeLessThanOrEqual(within);
  });

  it("says nothing where all traffic goes: that is the volume alarm's", () => {
    for (const seed of seeds) {
      const hours = simulate({
        seed,
        perDay: 600,
        hours: STOP + 49,
        traffic: (hour) => (hour < STOP ? 1 : 0.1),
      });
      for (let after = 1; after <= 48; after += 1)
        expect(findStitchAlarm(hours.slice(0, STOP + after), at(hours, STOP + after))).toBeNull();
    }
  });

  it("needs two weeks to know what is usual, and twenty to expect", () => {
    const stop = (days: number, perDay: number): unknown => {
      const end = days * 24;
      const hours = simulate({
        seed: 1,
        perDay,
        hours: end + 24,
        stitching: (hour) => (hour < end ? 1 : 0),
      });
      return findStitchAlarm(hours, new Date(END));
    };
    expect(stop(13, 600)).toBeNull();
    expect(stop(16, 600)).not.toBeNull();
    expect(stop(30, 10)).toBeNull();
    expect(findStitchAlarm([], new Date(END))).toBeNull();
  });
});

describe("the lower tail", () => {
  it("is that of the tables, and is wider where days vary more", () => {
    // Poisson: P(X ≤ 3 | 10), P(X ≤ 0 | 20); negative binomial of mean 10 and variance 20 (r = 10, p = ½): P(X ≤ 3).
    expect(lowerTail(3, 10, 1)).toBeCloseTo(0.010336, 6);
    expect(lowerTail(0, 20, 0.3)).toBeCloseTo(Math.exp(-20), 15);
    expect(lowerTail(3, 10, 2)).toBeCloseTo((1 + 10 / 2 + 55 / 4 + 220 / 8) / 1_024, 10);
    expect(lowerTail(900, 2_000, 1)).toBeLessThan(1e-100);
    expect(lowerTail(100, 100, 1)).toBeGreaterThan(0.5);
  });
});
