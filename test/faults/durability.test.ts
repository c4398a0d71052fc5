import { describe, expect, it } from "@jest/globals";
import { crashRounds } from "./crash-rounds.ts";
import { shuffle } from "./shuffle.ts";
import { takeover } from "./takeover.ts";

/** A few of what `npm run faults` does in full: what every start under load is sure to come to. */
const POINTS = [
  "after insert inbox",
  "after insert events",
  "before update memberships",
  "after delete inbox",
];
const SEED = 1;

describe("a process that is killed", () => {
  it("loses nothing, doubles nothing, and ends like a quiet run, wherever it dies", async () => {
    const { lost, doubled, differences, told, kills } = await crashRounds(POINTS, SEED);
    expect({ lost, doubled, differences }).toEqual({ lost: 0, doubled: 0, differences: [] });
    expect(told.accepted + told.duplicate + told.rejected + told.quarantined).toBe(told.sent);
    expect(kills).toBeGreaterThan(0);
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
