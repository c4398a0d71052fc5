import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { openNoted } from "../../../subgraphs/events/index.ts";
import { openEvents, workOf, type TestEvents } from "./open-events.ts";

let now = new Date("2026-05-01T12:00:00Z");
let events: TestEvents;
let store: TestEvents["store"];
let port: TestEvents["port"];

beforeAll(async () => {
  events = await openEvents("events_inbox", () => now);
  ({ store, port } = events);
});
beforeEach(async () => {
  now = new Date("2026-05-01T12:00:00Z");
  await events.empty();
});
afterAll(() => events.close());

const event: TestEvents["event"] = (...args) => events.event(...args);
const append: TestEvents["append"] = (...args) => events.append(...args);

const ALONE = { worker: "w1", live: ["w1"] };

describe("claim", () => {
  it("gives each waiting batch to one worker, and again when its lease has ended", async () => {
    for (let i = 0; i < 40; i += 1) await append([event(`m${String(i)}`)]);
    const claims = await Promise.all([1, 2, 3, 4].map(() => port.claim(40, ALONE)));
    const ids = claims.flat().flatMap(({ events }) => events.map(({ id }) => id));
    expect(new Set(ids).size).toBe(40);
    expect(ids).toHaveLength(40);
    expect(await port.claim(40, ALONE)).toHaveLength(0);
    expect(await port.claim(40, { worker: "w2", live: ["w2"] })).toHaveLength(40);
  });

  it("shares the batches out among the workers that are live, none to two of them", async () => {
    for (let i = 0; i < 60; i += 1) await append([event(`m${String(i)}`)]);
    const live = ["w1", "w2", "w3"];
    const counts = [];
    for (const worker of live) counts.push((await port.claim(60, { worker, live })).length);
    expect(counts.reduce((a, b) => a + b)).toBe(60);
    expect(Math.min(...counts)).toBeGreaterThan(5);
    expect(await port.claim(60, { worker: "unheard-of", live })).toHaveLength(0);
  });

  it("leaves what a live worker has in hand to it, and takes it as soon as its lease has ended", async () => {
    await port.append([event("a")], [workOf(event("a"))], now, "w2");
    expect(await port.claim(9, { worker: "w1", live: ["w1", "w2"] })).toHaveLength(0);
    expect(await port.claim(9, ALONE)).toHaveLength(1);
  });

  it("takes what a live worker has lost: it has not finished it for a minute", async () => {
    await port.append([event("a")], [workOf(event("a"))], now, "w1");
    now = new Date(now.getTime() + 59_000);
    expect(await port.claim(9, ALONE)).toHaveLength(0);
    now = new Date(now.getTime() + 2_000);
    expect(await port.claim(9, ALONE)).toHaveLength(1);
  });

  it("hands on what was accepted of what was noted, by its place, and what has happened", async () => {
    const [a, b, ahead] = [event("a"), event("b"), { ...event("c"), ts: new Date(+now + 60_000) }];
    await append([a]);
    const offered = [a, b, ahead, b];
    const { outcomes, batch } = await port.append(offered, offered.map(workOf), now);
    expect(outcomes).toEqual(["duplicate", "accepted", "accepted", "duplicate"]);
    expect(batch).toMatchObject({ without: [0, 2], size: 1 });
    expect(batch && openNoted(batch).events).toEqual([workOf(b)]);
  });

  it("gives back what was noted, dates, dotted names and all", async () => {
    const stored = event("a");
    await append([stored]);
    const [batch] = await port.claim(1, ALONE);
    expect(batch?.events).toEqual([workOf(stored)]);
  });

  it("gives all of what was too much for one note, whoever accepted it", async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => event(`m${String(i)}`));
    const note = "\u20ac".repeat(3_000);
    const work = many.map((one) => ({ ...workOf(one), traits: { note } }));
    const { outcomes, batch } = await port.append(many, work, now, "w1");
    expect([new Set(outcomes), batch]).toEqual([new Set(["accepted"]), null]);
    const claimed = await port.claim(5_000, { worker: "w2", live: ["w1", "w2"] });
    const others = await port.claim(5_000, { worker: "w1", live: ["w1", "w2"] });
    const given = [...claimed, ...others].flatMap(({ events: some }) => some);
    expect(new Set(given.map(({ id }) => id)).size).toBe(2_500);
    expect(given[0]?.traits).toEqual({ note });
  });

  it("leaves alone what is settled or not due, and counts what waits", async () => {
    const later = new Date(now.getTime() + 60_000);
    const done = await append([event("a"), event("b")]);
    await append([event("c")], later);
    await append([event("d"), event("e")]);
    await port.settle([done.batch?.id ?? ""]);
    const claimed = await port.claim(10, ALONE);
    expect(claimed.flatMap(({ events }) => events.map(({ id }) => id))).toEqual([
      port.idOf("web", "d"),
      port.idOf("web", "e"),
    ]);
    expect(await port.status()).toEqual({ pending: 3, quarantined: 0 });
  });

  it("gives the rest of a postponed batch, with its attempt counted, when it is due", async () => {
    await append([event("a"), event("b")]);
    const [batch] = await port.claim(1, ALONE);
    const later = new Date(now.getTime() + 5_000);
    if (batch !== undefined) await port.postpone(batch, batch.events.slice(1), later);
    expect(await port.claim(1, ALONE)).toEqual([]);
    now = later;
    expect(await port.claim(1, ALONE)).toMatchObject([
      { attempts: 1, events: [{ id: port.idOf("web", "b") }] },
    ]);
  });

  it("does not work what lost its id to another event", async () => {
    await append([event("taken", { hash: "first" })]);
    await append([event("taken", { hash: "second" }), event("own")]);
    const hashes = (await port.claim(10, ALONE)).flatMap(({ events }) => events.map((e) => e.hash));
    expect(hashes.sort()).toEqual(["first", "h1"]);
  });

  it("waits ten minutes for events that were noted and are not stored yet, then does without", async () => {
    const never = event("never");
    await append([event("own"), never]);
    await store.events.deleteOne({ _id: port.idOf("web", "never") });
    expect(await port.claim(10, ALONE)).toEqual([]);
    now = new Date(now.getTime() + 5_000);
    expect(await port.claim(10, ALONE)).toEqual([]);
    await store.events.insertOne(never);
    now = new Date(now.getTime() + 5_000);
    const [whole] = await port.claim(10, ALONE);
    expect(whole?.events).toHaveLength(2);
    await port.settle([whole?.id ?? ""]);

    await append([event("own2"), event("never2")]);
    await store.events.deleteOne({ _id: port.idOf("web", "never2") });
    const began = +now;
    let found: readonly { readonly id: string }[] | undefined;
    while (found === undefined) {
      now = new Date(+now + 1_000);
      found = (await port.claim(10, ALONE))[0]?.events;
    }
    expect(found.map(({ id }) => id)).toEqual([port.idOf("web", "own2")]);
    expect(+now - began).toBeGreaterThanOrEqual(600_000);
  });

  it("waits for them too where the clock of who looks is far ahead", async () => {
    const late = event("late");
    await append([late]);
    await store.events.deleteOne({ _id: late._id });
    now = new Date(+now + 3_600_000);
    expect(await port.claim(10, ALONE)).toEqual([]);
    await store.events.insertOne(late);
    now = new Date(+now + 1_000);
    expect((await port.claim(10, ALONE))[0]?.events).toHaveLength(1);
  });

  it("notes what is left for later even where its note is gone", async () => {
    await append([event("a"), event("b")]);
    const [batch] = await port.claim(1, ALONE);
    if (batch === undefined) throw new Error("nothing was claimed");
    await port.settle([batch.id]);
    await port.postpone(batch, batch.events.slice(1), now);
    expect(await port.claim(1, ALONE)).toMatchObject([
      { id: batch.id, attempts: 1, events: [{ id: port.idOf("web", "b") }] },
    ]);
  });
});

describe("work of what has yet to happen", () => {
  it("waits for its time, by the second, whoever accepted it", async () => {
    const at = (ms: number): Date => new Date(now.getTime() + ms);
    const present = event("present");
    const ahead = [event("a", { ts: at(1_200) }), event("b", { ts: at(1_900) })];
    const { outcomes } = await append([present, ...ahead]);
    expect(outcomes).toEqual(["accepted", "accepted", "accepted"]);
    const ids = async (): Promise<string[][]> =>
      (await port.claim(10, ALONE)).map(({ events }) => events.map(({ id }) => id));
    expect(await ids()).toEqual([[present._id]]);
    now = at(1_999);
    expect(await ids()).toEqual([]);
    now = at(1);
    expect(await ids()).toEqual([ahead.map(({ _id }) => _id)]);
  });

  it("is that of the time that was stored: a repeat's own reading of it counts for nothing", async () => {
    const first = event("repeat");
    await append([first]);
    now = new Date(now.getTime() + 1_000);
    const again = await append([event("repeat")]);
    expect(again.outcomes).toEqual(["duplicate"]);
    const worked = (await port.claim(10, ALONE)).flatMap(({ events }) => events);
    expect(worked.map(({ ts }) => ts)).toEqual([first.ts]);
  });
});
