import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../platform/mongo.ts";
import type { EventDocument } from "../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("time");
  graph = await openTestGraph(database);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

const HOUR = 3_600_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const live = (raw: object): { raw: object; live: true } => ({ raw, live: true });
const stored = (messageId: string): Promise<EventDocument | null> =>
  database.db.collection<EventDocument>("events").findOne({ messageId });

const CUSTOMER = `query ($by: CustomerSelector!) { customer(by: $by) {
  events { nodes { messageId } } eventCounts { name count } traits { key value } } }`;

async function customer(userId: string): Promise<unknown> {
  const by = { identifier: { namespace: "user_id", value: userId } };
  const { data, errors } = await graph.query(CUSTOMER, { by });
  expect(errors).toBeUndefined();
  return data?.["customer"];
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it never held");
}

describe("a sender's wrong clock", () => {
  const raw = { type: "track", event: "Seen", messageId: "skewed", userId: "skew" };

  it("is put right, and what was sent is kept", async () => {
    const timestamp = inMs(48 * HOUR - 60_000);
    await graph.pipeline.accept([live({ ...raw, timestamp, sentAt: inMs(48 * HOUR) })], "clock");
    const event = await stored("skewed");
    const off = (event?.ts.getTime() ?? 0) - (Date.now() - 60_000);
    expect(Math.abs(off)).toBeLessThan(5_000);
    expect(event?.originals).toEqual({ timestamp });
  });

  it("makes no other event of a repeat, and the time of the first stays", async () => {
    const first = await stored("skewed");
    const timestamp = first?.originals?.["timestamp"];
    for (const sentAt of [inMs(48 * HOUR + 30_000), inMs(-20_000), undefined]) {
      const [again] = await graph.pipeline.accept([live({ ...raw, timestamp, sentAt })], "clock");
      // Without a sentAt the time lies two days ahead: an event that is refused is none.
      expect(again?.outcome).toBe(
        sentAt?.startsWith(inMs(48 * HOUR).slice(0, 10)) ? "DUPLICATE" : "REJECTED",
      );
    }
    expect(await stored("skewed")).toEqual(first);
  });
});

describe("an event that has yet to happen", () => {
  it("is durable at once, and is worked and seen from its time on", async () => {
    const at = inMs(2_500);
    const soon = { type: "identify", messageId: "soon", userId: "future", timestamp: at };
    const events = [
      { type: "track", event: "Now", messageId: "now", userId: "future" },
      { ...soon, traits: { plan: "plus" } },
      { type: "track", event: "Soon", messageId: "soon-2", userId: "future", timestamp: at },
    ];
    const results = await graph.pipeline.accept(
      events.map((raw) => ({ raw })),
      "clock",
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(["ACCEPTED", "ACCEPTED", "ACCEPTED"]);
    expect(await stored("soon")).not.toBeNull();
    await until(async () => (await customer("future")) !== null);
    expect(Date.now()).toBeLessThan(Date.parse(at));
    expect(await customer("future")).toEqual({
      events: { nodes: [{ messageId: "now" }] },
      eventCounts: [{ name: "Now", count: 1 }],
      traits: [],
    });
    await until(async () => JSON.stringify(await customer("future")).includes('"plus"'));
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(at));
    const seen = (await customer("future")) as { events: { nodes: unknown[] } };
    expect(seen.events.nodes).toHaveLength(3);
  });

  it("is refused where it lies more than a day ahead", async () => {
    const raw = { type: "page", userId: "future", timestamp: inMs(25 * HOUR) };
    const [result] = await graph.pipeline.accept([{ raw }], "clock");
    expect(result?.error?.code).toBe("invalid_time");
  });
});
