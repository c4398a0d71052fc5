import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createKeys } from "../../../platform/keys.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { EventDocument } from "../../../subgraphs/events/index.ts";
import { createPort, type EventsPort } from "../../../subgraphs/events/port.ts";
import { ensureIndexes, openStore, type EventsStore } from "../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";

let database: Database;
let store: EventsStore;
let port: EventsPort;
let now = new Date("2026-05-01T12:00:00Z");

beforeAll(async () => {
  database = await testDatabase("events");
  store = openStore(database.db);
  await ensureIndexes(store);
  port = createPort(store, createKeys("s".repeat(32)), () => now);
});
beforeEach(async () => {
  now = new Date("2026-05-01T12:00:00Z");
  await store.events.deleteMany({});
  await store.quarantine.deleteMany({});
});
afterAll(() => dropAndClose(database));

function event(messageId: string, rest: Partial<EventDocument> = {}): EventDocument {
  return {
    _id: port.idOf("web", messageId),
    profile: "p1",
    ts: now,
    key: "track:Viewed",
    source: "web",
    messageId,
    receivedAt: now,
    properties: {},
    context: {},
    hash: "h1",
    todo: { due: now, attempts: 0, evidence: { identifiers: [], traits: "{}", decisions: [] } },
    ...rest,
  };
}

describe("append", () => {
  it("tells new events from repeats and from others under the same id, in order", async () => {
    await port.append([event("a"), event("b")]);
    const outcomes = await port.append([
      event("b"),
      event("c"),
      event("a", { hash: "h2" }),
      event("c"),
      event("c", { hash: "h2" }),
    ]);
    expect(outcomes).toEqual(["duplicate", "accepted", "conflict", "duplicate", "conflict"]);
    expect(await store.events.countDocuments()).toBe(3);
  });

  it("stores each event once when many senders repeat it at the same time", async () => {
    const sends = Array.from({ length: 20 }, () => port.append([event("x"), event("y")]));
    const outcomes = (await Promise.all(sends)).flat();
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(38);
  });

  it("keeps names with dots, dollars and __proto__ as they were sent", async () => {
    const text = '{"a.b":1,"$set":{"$x":[2]},"__proto__":{"polluted":true},"constructor":3}';
    const properties = JSON.parse(text) as Record<string, unknown>;
    await port.append([event("odd", { properties })]);
    const found = await store.events.findOne({ messageId: "odd" });
    expect(JSON.stringify(found?.properties)).toBe(text);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("gives the same message id of two sources two events", async () => {
    const other = event("a", { source: "pos", _id: port.idOf("pos", "a") });
    expect(await port.append([event("a"), other])).toEqual(["accepted", "accepted"]);
  });
});

describe("claim", () => {
  it("gives each waiting event to one worker, and again when the hold has run out", async () => {
    await port.append(Array.from({ length: 40 }, (_, i) => event(`m${String(i)}`)));
    const claims = await Promise.all([1, 2, 3, 4].map(() => port.claim(40, 1_000)));
    expect(claims.flat().map(({ _id }) => _id)).toHaveLength(40);
    expect(await port.claim(40, 1_000)).toHaveLength(0);
    now = new Date(now.getTime() + 2_001);
    expect(await port.claim(40, 1_000)).toHaveLength(40);
  });

  it("leaves alone what is settled, held or postponed", async () => {
    const [a, b, c] = [event("a"), event("b"), event("c")];
    const later = new Date(now.getTime() + 60_000);
    const held = { ...event("d"), todo: { ...event("d").todo, due: later } } as EventDocument;
    await port.append([a, b, c, held]);
    await port.settle([a._id]);
    await port.postpone([b._id], later);
    expect((await port.claim(10, 1_000)).map(({ _id }) => _id)).toEqual([c._id]);
    expect(await port.status()).toEqual({ pending: 3, quarantined: 0 });
    expect((await store.events.findOne({ _id: a._id }))?.todo).toBeUndefined();
    expect((await store.events.findOne({ _id: b._id }))?.todo?.attempts).toBe(1);
  });
});

describe("times", () => {
  it("answers from the index alone, by profile and key", async () => {
    const at = (ms: number): Date => new Date(now.getTime() + ms);
    await port.append([
      event("1", { ts: at(2) }),
      event("2", { ts: at(1) }),
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

describe("quarantine", () => {
  it("keeps the original text once, however often it comes", async () => {
    const entry = {
      event: "e1",
      source: "web",
      messageId: "m",
      reason: "id_conflict",
      body: '{"a":1}',
      receivedAt: now,
    };
    await port.quarantine([entry]);
    await port.quarantine([entry, { ...entry, body: '{"a":2}' }]);
    expect(await store.quarantine.countDocuments()).toBe(2);
  });
});
