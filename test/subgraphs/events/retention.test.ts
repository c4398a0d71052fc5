import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { CommandStartedEvent } from "mongodb";
import type { EventDocument } from "../../../subgraphs/events/index.ts";
import { commandsOf, explained } from "../../support/commands.ts";
import { openEvents, type TestEvents } from "./open-events.ts";

const BEFORE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-05-01T12:00:00Z");
const OLD = new Date("2025-12-31T23:59:59Z");
let events: TestEvents;
let store: TestEvents["store"];
let port: TestEvents["port"];

beforeAll(async () => {
  events = await openEvents("retention", () => NOW);
  ({ store, port } = events);
});
beforeEach(() => events.empty());
afterAll(() => events.close());

const event = (messageId: string, ts: Date, hash = "h1"): EventDocument =>
  events.event(messageId, { ts, receivedAt: ts, properties: { secret: messageId }, hash });
const append = async (...some: EventDocument[]): Promise<readonly string[]> =>
  (await events.append(some)).outcomes;

describe("retain", () => {
  it("knows repeats and conflicts of what it deleted, with no command more", async () => {
    await append(event("old", OLD), event("new", BEFORE));
    expect(await port.retain(BEFORE, { isDry: false })).toEqual({ found: 1, deleted: 1 });
    const commands: string[] = [];
    const listen = ({ commandName }: CommandStartedEvent): void => void commands.push(commandName);
    events.database.client.on("commandStarted", listen);
    const outcomes = await append(
      event("old", OLD),
      event("old", OLD, "h2"),
      event("new", BEFORE),
      event("third", OLD),
    );
    events.database.client.off("commandStarted", listen);
    expect(outcomes).toEqual(["duplicate", "conflict", "duplicate", "accepted"]);
    // The note, the events, and one look at those whose id is taken, tombstones or not.
    expect(commands).toEqual(["insert", "insert", "find"]);
  });

  it("is foreseen: what would become of repeats of what it deleted, and of one another", async () => {
    await append(event("old", OLD));
    await port.retain(BEFORE, { isDry: false });
    const offered = [
      event("old", OLD),
      event("old", OLD, "h2"),
      event("new", BEFORE),
      event("new", BEFORE, "h2"),
      event("new", BEFORE),
    ];
    const foreseen = await port.foresee(offered);
    expect(foreseen).toEqual(["duplicate", "conflict", "accepted", "conflict", "duplicate"]);
    expect(await append(...offered)).toEqual(foreseen);
  });

  it("loses no work that was noted and is not done", async () => {
    await append(event("old", OLD));
    await port.retain(BEFORE, { isDry: false });
    const claimed = await port.claim(10, { worker: "w", live: ["w"] });
    expect(claimed.flatMap(({ events }) => events.map(({ id }) => id))).toEqual([
      port.idOf("web", "old"),
    ]);
  });

  it("leaves an id and a hash and nothing else, and no reader meets them", async () => {
    await append(event("old", OLD), event("new", BEFORE));
    await port.retain(BEFORE, { isDry: false });
    const tombstone = await store.events.findOne({ _id: port.idOf("web", "old") });
    expect(tombstone).toEqual({ _id: port.idOf("web", "old"), hash: "h1" });
    expect(await port.times(["p1"], ["track:Viewed"])).toEqual([
      { profile: "p1", key: "track:Viewed", times: [BEFORE], count: 1 },
    ]);
  });

  it("counts only where it is dry", async () => {
    await append(event("old", OLD));
    expect(await port.retain(BEFORE, { isDry: true })).toEqual({ found: 1, deleted: 0 });
    expect(await store.events.countDocuments({ ts: { $lt: BEFORE } })).toBe(1);
  });

  it("goes on where a run that was cut off left it, over many pages", async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => event(`m${String(i)}`, OLD));
    await append(...many);
    const cut = new Error("the process died here");
    const dying = port.retain(BEFORE, {
      isDry: false,
      onProgress: () => {
        throw cut;
      },
    });
    await expect(dying).rejects.toBe(cut);
    expect(await port.retain(BEFORE, { isDry: false })).toEqual({ found: 1_500, deleted: 1_500 });
    expect(new Set(await append(...many))).toEqual(new Set(["duplicate"]));
    expect(await store.events.countDocuments()).toBe(2_500);
  });

  it("goes through so many at a time, however few of them are old", async () => {
    await append(...Array.from({ length: 2_500 }, (_, i) => event(`n${String(i)}`, BEFORE)));
    await append(event("old", OLD));
    const commands = await commandsOf(events.database, async () => {
      expect(await port.retain(BEFORE, { isDry: true })).toEqual({ found: 1, deleted: 0 });
      expect(await port.retain(BEFORE, { isDry: false })).toEqual({ found: 1, deleted: 1 });
    });
    expect(commands).toHaveLength(2 * 3 * 2);
    for (const one of commands) {
      const plan = JSON.stringify(await explained(events.database, one));
      const examined = /"totalDocsExamined":(\d+)/.exec(plan)?.[1];
      expect(Number(examined)).toBeLessThanOrEqual(1_000);
    }
  });

  it("names the id, which is the shard key, in every command that writes or looks for a repeat", async () => {
    const filters: unknown[] = [];
    const listen = ({ commandName, command }: CommandStartedEvent): void => {
      if (command["find"] === "events") filters.push(command["filter"]);
      if (command["update"] === "events")
        for (const { q } of command["updates"] as { q: unknown }[]) filters.push(q);
      expect(commandName).not.toBe("findAndModify");
    };
    events.database.client.on("commandStarted", listen);
    await append(event("old", OLD));
    await append(event("old", OLD));
    await port.claim(1, { worker: "w", live: ["w"] });
    await port.retain(BEFORE, { isDry: false });
    events.database.client.off("commandStarted", listen);
    expect(filters.length).toBeGreaterThanOrEqual(4);
    for (const filter of filters) expect(filter).toHaveProperty("_id");
  });
});
