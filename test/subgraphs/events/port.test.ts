import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { openEvents, type TestEvents } from "./open-events.ts";

const NOW = new Date("2026-05-01T12:00:00Z");
let events: TestEvents;
let store: TestEvents["store"];
let port: TestEvents["port"];

beforeAll(async () => {
  events = await openEvents("events", () => NOW);
  ({ store, port } = events);
});
beforeEach(async () => {
  await events.empty();
});
afterAll(() => events.close());

const event: TestEvents["event"] = (...args) => events.event(...args);
const append: TestEvents["append"] = (...args) => events.append(...args);

describe("append", () => {
  it("tells new events from repeats and from others under the same id, in order", async () => {
    await append([event("a"), event("b")]);
    const { outcomes } = await append([
      event("b"),
      event("c"),
      event("a", { hash: "h2" }),
      event("c"),
      event("c", { hash: "h2" }),
    ]);
    expect(outcomes).toEqual(["duplicate", "accepted", "conflict", "duplicate", "conflict"]);
    expect(await store.events.countDocuments()).toBe(3);
  });

  it("offers the server no key of many that is taken: it would store the others one by one", async () => {
    const many = Array.from({ length: 100 }, (_, n) => event(`many-${String(n)}`));
    await append(many.slice(0, 3));
    const inserted: unknown[] = [];
    events.database.client.on("commandSucceeded", ({ commandName, reply }) => {
      if (commandName === "insert") inserted.push(reply);
    });
    const { outcomes, batch } = await append([...many, event("many-50", { hash: "h2" })]);
    events.database.client.removeAllListeners("commandSucceeded");
    const expected = Array.from({ length: 101 }, (_, n) =>
      n < 3 ? "duplicate" : n < 100 ? "accepted" : "conflict",
    );
    expect(outcomes).toEqual(expected);
    expect([batch?.size, batch?.without]).toEqual([97, [0, 1, 2, 100]]);
    expect(inserted.map((reply) => (reply as { n: number }).n)).toEqual([1, 97]);
    expect(inserted.every((reply) => !("writeErrors" in (reply as object)))).toBe(true);
  });

  it("stores each event once when many senders repeat it at the same time", async () => {
    const sends = Array.from({ length: 20 }, () => append([event("x"), event("y")]));
    const outcomes = (await Promise.all(sends)).flatMap((sent) => sent.outcomes);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(38);
  });

  it("keeps names with dots, dollars and __proto__ as they were sent", async () => {
    const text = '{"a.b":1,"$set":{"$x":[2]},"__proto__":{"polluted":true},"constructor":3}';
    const properties = JSON.parse(text) as Record<string, unknown>;
    await append([event("odd", { properties })]);
    const found = await store.events.findOne({ messageId: "odd" });
    expect(JSON.stringify(found?.properties)).toBe(text);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("gives the same message id of two sources two events", async () => {
    const other = event("a", { source: "pos", _id: port.idOf("pos", "a") });
    expect((await append([event("a"), other])).outcomes).toEqual(["accepted", "accepted"]);
  });
});

describe("a lease", () => {
  it("is in force by the server's clock until it runs out or is ended", async () => {
    expect(await port.beat("a", 60_000)).toEqual(["a"]);
    expect((await port.beat("b", 1)).length).toBeGreaterThanOrEqual(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await port.beat("c", 60_000)).toEqual(["a", "c"]);
    await port.endLease("a");
    expect(await port.beat("c", 60_000)).toEqual(["c"]);
  });
});

describe("times", () => {
  it("answers from the index alone, by profile and key", async () => {
    const at = (ms: number): Date => new Date(NOW.getTime() + ms);
    await append([
      event("1", { ts: at(-2) }),
      event("2", { ts: at(-1) }),
      event("ahead", { ts: at(1) }),
      event("3", { profile: "p2" }),
      event("4", { key: "page:Home" }),
      event("5", { profile: "p3" }),
    ]);
    const found = await port.times(["p1", "p2"], ["track:Viewed"]);
    const seen = found.map(({ profile, key, times }) => [profile, key, times.length]).sort();
    expect(seen).toEqual([
      ["p1", "track:Viewed", 2],
      ["p2", "track:Viewed", 1],
    ]);
    const plan = await store.events
      .find(
        { profile: { $in: ["p1", "p2"] }, key: { $in: ["track:Viewed"] } },
        { projection: { _id: 0, profile: 1, key: 1, ts: 1 } },
      )
      .explain("executionStats");
    const { totalDocsExamined } = plan["executionStats"] as { totalDocsExamined: number };
    expect(totalDocsExamined).toBe(0);
  });
});
