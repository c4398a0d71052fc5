import { describe, expect, it } from "@jest/globals";
import { readPlan } from "../../../pipeline/index.ts";
import { createEventCounter } from "../../../pipeline/quality/count-events.ts";
import { qualityPolicySchema } from "../../../platform/quality.ts";
import { addMetrics, ALL_EVENTS, OTHER, type DayMetrics } from "../../../subgraphs/events/index.ts";
import { findAlarms } from "../../../subgraphs/events/domain/quality/find-alarms.ts";
import { eventQualities } from "../../../subgraphs/events/domain/quality/source-health.ts";
import { judgedItem, wireEvent } from "./batches.ts";

const PLAN = readPlan(
  `
name: shop
version: 1
sources: [web]
definitions:
  order:
    required: [total]
    properties: { coupon: { type: string } }
events:
  - type: track
    name: Bought
    properties: { allOf: [{ $ref: "#/definitions/order" }, { properties: { tax: { type: number } } }] }
  - type: track
  - type: identify
    traits: { required: [email] }
`,
  "shop.yml",
);
const KEY = "track:Bought";
const FIRST = Date.parse("2026-05-01T00:00:00Z");
const DAY_MS = 24 * 3_600_000;
const NOTHING: readonly string[] = [];
const required = (): readonly string[] => ["properties.total"];

function invented(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${String(i)}`, 1]));
}

/** Days of 150 events, and one more at the start of the last: `flood`. Each is counted anew, as after a restart. */
function countDays(
  days: number,
  last: { readonly flood?: Record<string, number>; readonly properties: object },
): DayMetrics[] {
  return Array.from({ length: days }, (_, day) => {
    const isLast = day === days - 1;
    const counter = createEventCounter([PLAN]);
    const at = new Date(FIRST + day * DAY_MS);
    const send = (properties: object): void => {
      const event = wireEvent({ name: "Bought", properties: { ...properties } });
      counter.count([judgedItem({ event })], "web", at);
    };
    if (isLast) send(last.flood ?? {});
    for (let i = 0; i < 150; i += 1) send(isLast ? last.properties : { total: 1, sku: "a" });
    return counter.take();
  }).flat();
}

function alarmsOf(days: readonly DayMetrics[], requiredOf = required): (string | null)[] {
  const now = new Date(FIRST + 8 * DAY_MS - 1);
  return findAlarms("web", days, requiredOf, now)
    .filter(({ kind }) => kind === "FIELD_MISSING")
    .map(({ field }) => field);
}

describe("a day on which more names come than are told apart", () => {
  it("keeps what the plan speaks of, wherever it stands in the event", () => {
    const counter = createEventCounter([PLAN]);
    const properties = { ...invented(300), total: 1, coupon: " ", tax: 2, more: 1 };
    counter.count(
      [judgedItem({ event: wireEvent({ name: "Bought", properties }) })],
      "web",
      new Date(),
    );
    const traits = { ...invented(150), email: "ada@example.org" };
    const identify = wireEvent({ type: "identify", name: null, traits });
    counter.count([judgedItem({ event: identify })], "web", new Date());
    const taken = counter.take();
    const bought = taken.find(({ key }) => key === KEY)?.fields;
    expect(bought?.get("properties.total")?.number).toBe(1);
    expect(bought?.get("properties.coupon")?.empty).toBe(1);
    expect(bought?.get("properties.tax")?.number).toBe(1);
    expect(bought?.get(`properties.${OTHER}`)?.number).toBe(201);
    const known = taken.find(({ key }) => key === "identify:")?.fields;
    expect(known?.get("traits.email")?.string).toBe(1);
  });

  it("keeps the events that the plan declares, whatever else comes first", () => {
    const counter = createEventCounter([PLAN]);
    const send = (name: string): void => {
      counter.count([judgedItem({ event: wireEvent({ name }) })], "web", new Date());
    };
    for (let i = 0; i < 300; i += 1) send(`invented ${String(i)}`);
    send("Bought");
    send("invented 300");
    const taken = counter.take();
    expect(taken.find(({ key }) => key === KEY)?.outcomes.accepted).toBe(1);
    expect(taken.find(({ key }) => key === OTHER)?.outcomes.accepted).toBe(101);
    // The sum of all keys, those told apart, and the rest together.
    expect(taken).toHaveLength(1 + 200 + 1 + 1);
  });

  it("keeps what names the sender, whatever the faults name", () => {
    const counter = createEventCounter([]);
    const at = new Date();
    for (let i = 0; i < 150; i += 1)
      counter.count(
        [judgedItem({ outcome: "REJECTED", code: "too_long", field: `context.x${String(i)}` })],
        "web",
        at,
      );
    const event = wireEvent({ anonymousId: "a", timestamp: at });
    counter.count([judgedItem({ event })], "web", at);
    const fields = counter.take().find(({ key }) => key === "track:Viewed")?.fields;
    expect(fields?.get("anonymousId")?.string).toBe(1);
    expect(fields?.get("timestamp")?.string).toBe(1);
  });

  it("raises no alarm of fields that were pushed out, whole or in part", () => {
    const flood = invented(100);
    const properties = { total: 1, sku: "a" };
    expect(alarmsOf(countDays(8, { flood, properties }))).toEqual([]);
    // Of two processes one has the flood first, so that half of the day is counted by name.
    const days = countDays(8, { properties });
    const flooded = countDays(8, { flood, properties });
    for (const into of days.slice(-2)) {
      const more = flooded.slice(-2).find(({ key }) => key === into.key);
      if (more !== undefined) addMetrics(into, more);
    }
    expect(days.at(-1)?.looked).toBe(302);
    expect(days.at(-1)?.fields.get("properties.sku")?.string).toBe(150);
    expect(alarmsOf(days)).toEqual([]);
  });

  it("raises the alarm of what is gone: without a flood, despite few further names, and where it is required", () => {
    const gone = { properties: { total: 1 } };
    expect(alarmsOf(countDays(8, gone))).toEqual(["properties.sku"]);
    const long = { ["n".repeat(101)]: 1 };
    expect(alarmsOf(countDays(8, { ...gone, flood: long }))).toEqual(["properties.sku"]);
    const flooded = countDays(8, { flood: invented(100), properties: { sku: "a" } });
    expect(alarmsOf(flooded)).toEqual(["properties.total"]);
    expect(alarmsOf(flooded, () => NOTHING)).toEqual([]);
  });

  it("is not held against completeness, but for what the plan requires", () => {
    const scoreOf = (properties: object, flood: Record<string, number>) => {
      const days = countDays(8, { flood, properties }).filter(({ key }) => key !== ALL_EVENTS);
      const now = new Date(FIRST + 8 * DAY_MS - 1);
      const policy = qualityPolicySchema.parse({});
      const facts = { source: "web", days, requiredOf: required, agreement: [], policy, now };
      const [bought] = eventQualities(facts, new Date(FIRST + 7 * DAY_MS), () => new Map());
      const sku = bought?.fields.find(({ path }) => path === "properties.sku");
      return { all: bought?.score.completeness, sku: sku?.completeness };
    };
    const flooded = scoreOf({ total: 1, sku: "a" }, invented(100));
    expect(flooded.sku).toBeNull();
    // The flooding event alone has no total; messageId and userId are in all of them.
    expect(flooded.all).toBeCloseTo((150 / 151 + 1 + 1) / 3, 10);
    const lacking = scoreOf({ sku: "a" }, invented(100));
    expect(lacking.all).toBeCloseTo((0 + 1 + 1) / 3, 10);
    const plain = scoreOf({ total: 1 }, {});
    expect(plain.sku).toBe(0);
  });
});
