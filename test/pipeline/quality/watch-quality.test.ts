import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { JudgedItem } from "../../../pipeline/acceptance/watch.ts";
import { createEventCounter } from "../../../pipeline/quality/count-events.ts";
import { createQualityWatch, type QualityWatch } from "../../../pipeline/quality/watch-quality.ts";
import { eventKey } from "../../../platform/event-key.ts";
import { createKeys } from "../../../platform/keys.ts";
import { silent } from "../../../platform/log.ts";
import type { Database } from "../../../platform/mongo.ts";
import { ALL_EVENTS, OTHER, UNREADABLE } from "../../../subgraphs/events/index.ts";
import { createPort, type EventsPort } from "../../../subgraphs/events/port.ts";
import { ensureIndexes, openStore, type EventsStore } from "../../../subgraphs/events/store.ts";
import { eventually } from "../../support/client.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { anyBatches, judgedItem, wireEvent } from "./batches.ts";
import { tally, type Batch } from "./oracle.ts";

let database: Database;
let store: EventsStore;
let port: EventsPort;
const LONG_AGO = new Date("2026-01-01T00:00:00Z");
const NEVER_MS = 1_000_000;

beforeAll(async () => {
  database = await testDatabase("quality_watch");
  store = openStore(database.db);
  await ensureIndexes(store);
  port = createPort(store, createKeys("s".repeat(32)), () => new Date());
});
beforeEach(async () => {
  await store.metrics.deleteMany({});
});
afterAll(() => dropAndClose(database));

function watch(everyMs = NEVER_MS): QualityWatch {
  return createQualityWatch({ events: port, plans: [], log: silent, everyMs });
}

function keyOf({ event }: JudgedItem): string {
  return event === null ? UNREADABLE : eventKey(event.type, event.name);
}

/** Compares everything that is stored with what walking the batches says. */
async function expectTallied(batches: readonly Batch[]): Promise<void> {
  const stored = [
    ...(await port.readMetrics({ source: null, key: null, since: LONG_AGO })),
    ...(await port.readMetrics({ source: null, key: ALL_EVENTS, since: LONG_AGO })),
  ];
  const wanted = new Set(
    batches.flatMap(({ source, receivedAt, items }) =>
      items.flatMap((item) =>
        [ALL_EVENTS, keyOf(item)].map((key) =>
          [receivedAt.toISOString().slice(0, 10), source, key].join("\n"),
        ),
      ),
    ),
  );
  expect(stored).toHaveLength(wanted.size);
  for (const metrics of stored) {
    const day = metrics.day.toISOString().slice(0, 10);
    expect(wanted).toContain([day, metrics.source, metrics.key].join("\n"));
    const count = (fits: (item: JudgedItem) => boolean): number =>
      tally(
        batches,
        metrics.source,
        day,
        (item) => (metrics.key === ALL_EVENTS || keyOf(item) === metrics.key) && fits(item),
      );
    const isLooked = ({ event, outcome }: JudgedItem): boolean =>
      event !== null && outcome !== "DUPLICATE";
    for (const outcome of ["ACCEPTED", "DUPLICATE", "QUARANTINED", "REJECTED"] as const)
      expect(metrics.outcomes[outcome.toLowerCase() as "accepted"]).toBe(
        count((item) => item.outcome === outcome),
      );
    for (const code of ["id_conflict", "too_long", "invalid_type"])
      expect(metrics.codes.get(code) ?? 0).toBe(count((item) => item.code === code));
    expect(metrics.noted).toBe(
      count(({ notes, outcome }) => notes.length > 0 && outcome !== "DUPLICATE"),
    );
    expect(metrics.looked).toBe(count(isLooked));
    if (metrics.key === ALL_EVENTS) {
      expect(metrics.fields.size).toBe(0);
      continue;
    }
    expect(metrics.fields.get("properties.a.b")?.invalid ?? 0).toBe(
      count(({ code }) => code === "too_long"),
    );
    for (const name of ["price", "a.b", "$set", "", "__proto__", "constructor", "0", "%"]) {
      const holding = (kind: (value: unknown) => boolean): number =>
        count(
          (item) =>
            isLooked(item) &&
            Object.hasOwn(item.event?.properties ?? {}, name) &&
            kind(item.event?.properties[name]),
        );
      const field = metrics.fields.get(`properties.${name}`);
      const isEmpty = (value: unknown): boolean =>
        value === null || (typeof value === "string" && value.trim() === "");
      expect(field?.empty ?? 0).toBe(holding(isEmpty));
      expect(field?.number ?? 0).toBe(holding((value) => typeof value === "number"));
      expect(field?.array ?? 0).toBe(holding(Array.isArray));
      expect(field?.string ?? 0).toBe(
        holding((value) => typeof value === "string" && !isEmpty(value)),
      );
    }
    expect(metrics.fields.get("userId")?.string ?? 0).toBe(
      count((item) => isLooked(item) && item.event?.userId !== null),
    );
  }
}

describe("what is counted", () => {
  it("equals what walking all batches says, whatever two processes share and however often they store", async () => {
    await fc.assert(
      fc.asyncProperty(anyBatches, fc.infiniteStream(fc.nat(7)), async (batches, dice) => {
        await store.metrics.deleteMany({});
        const processes = [watch(), watch()];
        for (const { items, source, receivedAt } of batches) {
          const roll = Number(dice.next().value);
          const one = processes[roll % 2];
          one?.watch(items, source, receivedAt);
          if (roll > 4) await one?.flush();
        }
        await Promise.all(processes.map((one) => one.flush()));
        await expectTallied(batches);
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  it("goes to the day of arrival, to the millisecond", async () => {
    const one = watch();
    for (const at of ["2026-05-01T23:59:59.999Z", "2026-05-02T00:00:00.000Z"])
      one.watch([judgedItem()], "web", new Date(at));
    await one.flush();
    const days = await port.readMetrics({ source: "web", key: ALL_EVENTS, since: LONG_AGO });
    expect(days.map(({ day, outcomes }) => [day.toISOString(), outcomes.accepted])).toEqual([
      ["2026-05-01T00:00:00.000Z", 1],
      ["2026-05-02T00:00:00.000Z", 1],
    ]);
  });

  it("is stored by itself within its time, and nothing is stored where nothing came", async () => {
    const one = watch(20);
    await one.flush();
    expect(await store.metrics.countDocuments()).toBe(0);
    one.watch([judgedItem()], "web", new Date());
    await eventually(
      () => store.metrics.countDocuments(),
      (n) => n === 2,
    );
  });

  it("is kept while the database does not answer, and given up never in silence", async () => {
    let answers = false;
    const lost: unknown[] = [];
    const one = createQualityWatch({
      events: {
        recordMetrics: (counted) =>
          answers ? port.recordMetrics(counted) : Promise.reject(new Error("nobody answers")),
      },
      plans: [],
      log: { ...silent, warn: (fields: unknown) => lost.push(fields) } as typeof silent,
      everyMs: NEVER_MS,
    });
    const at = new Date("2026-05-01T12:00:00Z");
    one.watch([judgedItem()], "web", at);
    await one.flush();
    one.watch([judgedItem(), judgedItem({ outcome: "DUPLICATE" })], "web", at);
    await one.flush();
    expect(lost).toMatchObject([{ lost: 0 }, { lost: 0 }]);
    answers = true;
    await one.flush();
    const [day] = await port.readMetrics({ source: "web", key: ALL_EVENTS, since: LONG_AGO });
    expect(day?.outcomes).toMatchObject({ accepted: 2, duplicate: 1 });
  });

  it("tells a bounded number of keys, fields and notes apart, and counts the rest together", () => {
    const counter = createEventCounter([]);
    const at = new Date("2026-05-01T12:00:00Z");
    for (let i = 0; i < 1_000; i += 1)
      counter.count([judgedItem({ event: wireEvent({ name: `E${String(i)}` }) })], "web", at);
    for (let i = 0; i < 1_000; i += 1) {
      const properties = Object.fromEntries([[`p${String(i)}`, 1]]);
      const notes = [`note ${String(i)}`];
      counter.count(
        [judgedItem({ event: wireEvent({ name: "E0", properties }), notes })],
        "web",
        at,
      );
      if (i % 100 === 0) counter.take();
    }
    const again = createEventCounter([]);
    for (let i = 0; i < 1_000; i += 1) {
      again.count([judgedItem({ event: wireEvent({ name: `E${String(i)}` }) })], "web", at);
      const properties = Object.fromEntries([[`p${String(i)}`, 1]]);
      again.count([judgedItem({ event: wireEvent({ name: "E0", properties }) })], "web", at);
    }
    const parts = again.take();
    expect(parts.length).toBeLessThanOrEqual(203);
    const other = parts.find(({ key }) => key === OTHER);
    expect(other?.outcomes.accepted).toBe(800);
    const first = parts.find(({ key }) => key === "track:E0");
    expect(first?.fields.size).toBeLessThanOrEqual(104);
    expect(first?.fields.get(`properties.${OTHER}`)?.number).toBe(900);
    const late = counter.take().flatMap(({ fields }) => [...fields.keys()]);
    expect(new Set(late)).toEqual(new Set(["userId", "messageId", `properties.${OTHER}`]));
  });

  it("tells reason codes apart however many different notes there are", () => {
    const counter = createEventCounter([]);
    const notes = Array.from({ length: 40 }, (_, i) => `name ${String(i)}: is a stand-in`);
    const conflict = judgedItem({
      outcome: "QUARANTINED",
      code: "id_conflict",
      field: "messageId",
    });
    counter.count([judgedItem({ notes }), conflict], "web", new Date());
    for (const { codes, notes: counted } of counter.take()) {
      expect(codes).toEqual(new Map([["id_conflict", 1]]));
      expect(counted.get(OTHER)).toBe(10);
    }
  });
});
