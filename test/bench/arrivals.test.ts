import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { checkStored } from "../../bench/arrivals/check-stored.ts";
import { dueAt } from "../../bench/arrivals/due-at.ts";
import { OUTCOMES, type SendPlan } from "../../bench/arrivals/plan.ts";
import type { Answer, Post } from "../../bench/arrivals/post-batch.ts";
import { sendOnTime } from "../../bench/arrivals/send-on-time.ts";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";

const plan: SendPlan = {
  url: "",
  name: "t",
  feed: "visitors",
  people: 10,
  phases: [{ rate: 100, seconds: 1 }],
  lanes: 4,
  batch: 1,
};
const told = (batch: readonly object[]): Answer => ({
  kind: "told",
  outcomes: batch.map(() => OUTCOMES.indexOf("accepted")),
});
const post = (answer: (batch: readonly object[]) => Promise<Answer>): Post =>
  Object.assign(answer, { close: () => Promise.resolve() });
const going = new AbortController().signal;

describe("events by the clock", () => {
  it("are due phase by phase, and none behind the last", () => {
    const phases = [
      { rate: 10, seconds: 1 },
      { rate: 100, seconds: 0.1 },
      { rate: 10, seconds: Infinity },
    ];
    expect([0, 9, 10, 19, 20, 21].map((n) => Math.round(dueAt(n, phases)))).toEqual([
      0, 900, 1_000, 1_090, 1_100, 1_200,
    ]);
    expect(dueAt(20, phases.slice(0, 2))).toBe(Infinity);
  });

  it("count what they wait while the server stalls, though they are sent only afterwards", async () => {
    const stalled = sleep(500);
    const { due, took } = await sendOnTime(
      plan,
      post(async (batch) => {
        await stalled;
        return told(batch);
      }),
      going,
    );
    expect(took).toHaveLength(100);
    // Those due within the stall waited for its end, all of them: not the four alone that were under way.
    const within = took.filter((_, n) => (due[n] ?? 0) <= 400);
    for (const [n, ms] of within.entries()) expect(ms).toBeGreaterThan(490 - (due[n] ?? 0));
  });

  it("are sent again with the same ids after a 429 or a break, until they are told of", async () => {
    const ids: string[][] = [];
    const answers: Answer[] = [{ kind: "busy", retryAfterMs: 20 }, { kind: "broken" }];
    const sent = await sendOnTime(
      { ...plan, phases: [{ rate: 1_000, seconds: 0.003 }], batch: 100, lanes: 1 },
      post((batch) => {
        ids.push(batch.map((event) => (event as { messageId: string }).messageId));
        return Promise.resolve(answers.shift() ?? told(batch));
      }),
      going,
    );
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
    expect(ids.slice(2).flat()).toEqual(["t-0", "t-1", "t-2"]);
    expect([sent.busy, sent.busyWithoutTime, sent.broken]).toEqual([1, 0, 1]);
    expect([...sent.outcome]).toEqual([0, 0, 0]);
  });
});

describe("what is held against the store", () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase("check");
  });
  afterAll(() => dropAndClose(database));

  it("shows what is lost, doubled, unknown, untold and told wrongly", async () => {
    const event = (id: string, messageId: string) => ({ _id: id, messageId });
    await database.db
      .collection<{ _id: string }>("events")
      .insertMany([
        event("a", "t-1"),
        event("b", "t-1"),
        event("c", "t-3"),
        event("d", "other-1"),
        event("e", "t-9"),
      ]);
    const outcome = Int8Array.from(
      ["accepted", "accepted", "accepted", "duplicate", "rejected", "none"].map((what) =>
        OUTCOMES.findIndex((one) => one === what),
      ),
    );
    expect(await checkStored(database.db, plan, { outcome })).toEqual({
      sent: 6,
      told: { accepted: 3, duplicate: 1, quarantined: 0, rejected: 1 },
      untold: 1,
      wrong: 1,
      lost: 2,
      doubled: 1,
      unknown: 1,
      quarantineOff: 0,
    });
  });
});
