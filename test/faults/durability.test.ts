import { describe, expect, it } from "@jest/globals";
import { CRASH_POINTS } from "./crash-points.ts";
import { crashRounds } from "./crash-rounds.ts";
import { shuffle } from "./shuffle.ts";
import { takeover } from "./takeover.ts";

const DAY_MS = 86_400_000;
const SEED = Number(process.env["FAULTS_SEED"] ?? Math.floor(Date.now() / DAY_MS));
const KILLS = 3;
/** A few a day of what `npm run faults` does in full: those that every life under load is sure to come to. */
const EASY = CRASH_POINTS.filter(({ needs, mostSkips }) => needs === "nothing" && mostSkips > 1);
const POINTS = Array.from(
  { length: KILLS },
  (_, n) => EASY[(SEED * KILLS + n) % EASY.length],
).filter((point) => point !== undefined);

// The seed is in the name, so that a run that failed can be repeated.
describe(`a process that is killed (FAULTS_SEED=${String(SEED)})`, () => {
  it("loses nothing, doubles nothing, and ends like a quiet run, wherever it dies", async () => {
    const { told, kills, ...wrong } = await crashRounds(POINTS, SEED);
    expect(wrong).toEqual({ missed: [], lost: 0, doubled: 0, differences: [] });
    expect(told.accepted + told.duplicate + told.rejected + told.quarantined).toBe(told.sent);
    expect(kills).toBe(KILLS);
    expect(told.accepted).toBeGreaterThan(0);
  }, 180_000);

  it("has its part taken over within seconds", async () => {
    const { left, begunMs } = await takeover("SIGKILL", 1_000);
    expect(left).toBeGreaterThan(0);
    expect(begunMs).toBeLessThan(5_000);
  }, 120_000);
});

describe("the order and repetition of events", () => {
  it("changes nothing in the end, over eight producers", async () => {
    const { differences, events, sent, accepted, duplicate } = await shuffle(1_000, SEED);
    expect(differences).toEqual([]);
    expect({ accepted, duplicate }).toEqual({ accepted: events, duplicate: sent - events });
  }, 120_000);
});
