import { describe, expect, it } from "@jest/globals";
import {
  mixShift,
  presenceFall,
  type Mix,
} from "../../../../subgraphs/events/domain/quality/drift.ts";
import {
  VOLUME_HOURS,
  volumeDrop,
} from "../../../../subgraphs/events/domain/quality/volume-drop.ts";
import { among, random, shopHours, wobble } from "./simulate.ts";

/** Months looked at a level; `QUALITY_SEEDS=200` for the figures of docs/quality.md. */
const SEEDS = Number(process.env["QUALITY_SEEDS"] ?? 6);
const WEEK = 168;
const BEFORE = 5 * WEEK;
const MONTH = 4 * WEEK;

function report(what: string, figure: string): void {
  if (process.env["QUALITY_SEEDS"] !== undefined) process.stdout.write(`${what}: ${figure}\n`);
}

function lookAt(hours: readonly number[], hour: number) {
  return volumeDrop(hours.slice(Math.max(0, hour + 1 - VOLUME_HOURS), hour + 1));
}

/** Hours from a change on until the alarm; null where there is none within two days. */
function hoursUntilAlarm(hours: readonly number[], from: number): number | null {
  for (let hour = from; hour < from + 48; hour += 1)
    if (lookAt(hours, hour) !== null) return hour - from + 1;
  return null;
}

describe("the alarm of volume", () => {
  it("is raised less than once in ten normal months, whatever the volume", () => {
    for (const perHour of [5, 40, 400]) {
      let alarms = 0;
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const hours = shopHours(BEFORE + MONTH, perHour, random(seed));
        let isUp = false;
        for (let hour = BEFORE; hour < BEFORE + MONTH; hour += 1) {
          const found = lookAt(hours, hour) !== null;
          if (found && !isUp) alarms += 1;
          isUp = found;
        }
      }
      report(
        `false alarms at ${String(perHour)}/h`,
        `${String(alarms)} in ${String(SEEDS)} months`,
      );
      expect(alarms / SEEDS).toBeLessThan(0.1);
    }
  });

  it.each([
    { perHour: 20, fall: 0.5, within: 24 },
    { perHour: 200, fall: 0.5, within: 24 },
    { perHour: 200, fall: 0, within: 2 },
  ])("finds $perHour events an hour falling to × $fall within $within hours", (one) => {
    const { perHour, fall, within } = one;
    let found = 0;
    const waits: number[] = [];
    for (let seed = 1; seed <= SEEDS * 4; seed += 1) {
      const from = BEFORE + (seed % 7) * 24 + 9;
      const hours = shopHours(from + 48, perHour, random(1_000 + seed)).map((n, at) =>
        at < from ? n : Math.round(n * fall),
      );
      const wait = hoursUntilAlarm(hours, from);
      waits.push(wait ?? Infinity);
      if (wait !== null && wait <= within) found += 1;
    }
    const half = waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)];
    report(
      `${String(perHour)}/h × ${String(fall)} within ${String(within)} h`,
      `${String(found)} of ${String(SEEDS * 4)}, median ${String(half)} h`,
    );
    expect(found / (SEEDS * 4)).toBeGreaterThanOrEqual(0.85);
  });

  it("is silent about few events, a fall of a fifth, and a source that is not three weeks old", () => {
    const steady = (n: number): number[] => new Array<number>(BEFORE).fill(n);
    expect(lookAt([...steady(0.5), 0], BEFORE)).toBeNull();
    expect(lookAt([...steady(10_000), 8_000], BEFORE)).toBeNull();
    const young = steady(1_000).slice(0, 20 * 24);
    expect(lookAt([...young, 0], young.length)).toBeNull();
    expect(lookAt([...steady(1_000), 0], BEFORE)).toMatchObject({
      windowHours: 1,
      expected: 1_000,
    });
  });
});

/** The days of a field, of which the last is in question. */
function presenceDays(seed: number, share: number, days: number, looked: number) {
  const next = random(seed);
  return Array.from({ length: days }, () => ({
    looked,
    present: among(looked, wobble(share, 0.2, next), next),
  }));
}

describe("the alarm of a field", () => {
  it("is not raised in normal months, and is when the field goes away or becomes rare", () => {
    let alarms = 0;
    let looks = 0;
    let gone = 0;
    let rare = 0;
    for (const share of [0.1, 0.5, 0.9, 0.99])
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const days = presenceDays(seed, share, 56, 150);
        for (let at = 28; at < 56; at += 1) {
          looks += 1;
          const today = days[at];
          if (today !== undefined && presenceFall(days.slice(at - 28, at), today) !== null)
            alarms += 1;
        }
        const before = days.slice(0, 28);
        if (share < 0.5) continue;
        if (presenceFall(before, { looked: 150, present: 0 }) !== null) gone += 1;
        const half = among(150, share / 2, random(seed + 77));
        if (share > 0.5 && presenceFall(before, { looked: 150, present: half }) !== null) rare += 1;
      }
    report("field: false alarms", `${String(alarms)} in ${String(looks)} days`);
    report("field: gone found", `${String(gone)} of ${String(3 * SEEDS)}`);
    report("field: halved found", `${String(rare)} of ${String(2 * SEEDS)}`);
    expect(alarms / looks).toBeLessThan(0.001);
    expect(gone).toBe(3 * SEEDS);
    expect(rare / (2 * SEEDS)).toBeGreaterThanOrEqual(0.95);
  });

  it("says nothing of few events or few days", () => {
    const days = presenceDays(1, 0.9, 28, 150);
    expect(presenceFall(days, { looked: 99, present: 0 })).toBeNull();
    expect(presenceFall(days.slice(0, 6), { looked: 1_000, present: 0 })).toBeNull();
  });
});

function mixDays(seed: number, shares: readonly number[], days: number, size: number): Mix[] {
  const next = random(seed);
  return Array.from({ length: days }, () => {
    const mix = new Map<string, number>();
    shares.forEach((share, i) =>
      mix.set(`k${String(i)}`, among(size, wobble(share, 0.15, next), next)),
    );
    return mix;
  });
}

describe("the alarm of a mix", () => {
  it("is not raised in normal months, and is when one kind takes over", () => {
    let alarms = 0;
    let looks = 0;
    let found = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const days = mixDays(seed, [0.5, 0.3, 0.15, 0.05], 56, 200);
      for (let at = 28; at < 56; at += 1) {
        looks += 1;
        if (mixShift(days.slice(at - 28, at), days[at] ?? new Map()) !== null) alarms += 1;
      }
      const [turned] = mixDays(seed + 99, [0.05, 0.3, 0.15, 0.5], 1, 200);
      if (mixShift(days.slice(0, 28), turned ?? new Map()) !== null) found += 1;
    }
    report("mix: false alarms", `${String(alarms)} in ${String(looks)} days`);
    report("mix: turned found", `${String(found)} of ${String(SEEDS)}`);
    expect(alarms / looks).toBeLessThan(0.001);
    expect(found).toBe(SEEDS);
  });

  it("is raised when numbers come as text, and not for one odd day of few events", () => {
    const days = Array.from({ length: 28 }, () => new Map([["number", 500]]));
    expect(mixShift(days, new Map([["string", 500]]))?.score).toBeGreaterThan(1);
    expect(mixShift(days, new Map([["string", 50]]))).toBeNull();
  });
});
