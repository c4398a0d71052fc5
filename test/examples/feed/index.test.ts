import { describe, expect, it } from "@jest/globals";
import { generateFeed, SOURCES } from "../../../examples/feed/index.ts";
import { distinct, identifiersIn, sample, UNTIL } from "./sample.ts";

const DAY = 86_400_000;
const TYPES = new Set(["identify", "track", "page", "screen", "group", "alias"]);
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

describe("generateFeed", () => {
  it("gives the same feed for the same options, byte for byte", () => {
    const make = (): string => JSON.stringify(generateFeed({ people: 60, seed: 3, until: UNTIL }));
    expect(make()).toBe(make());
  });

  it("gives another feed for another seed, and for another end", () => {
    const ids = (seed: number, until: Date): string =>
      JSON.stringify(generateFeed({ people: 20, seed, until }).records);
    expect(ids(1, UNTIL)).not.toBe(ids(2, UNTIL));
    expect(ids(1, UNTIL)).not.toBe(ids(1, new Date(UNTIL.getTime() + DAY)));
  });

  it.each([1, 2, 37, 400])("makes %i people, each with a record", (people) => {
    const feed = generateFeed({ people, seed: 5, until: UNTIL });
    const named = new Set(Object.values(feed.truth.records).flatMap((one) => Object.values(one)));
    expect(feed.truth.people).toHaveLength(people);
    // A receipt without a card, or garbage alone, may be all that there is of somebody.
    const told = feed.truth.people.filter(({ id }) => named.has(id)).length;
    expect(told).toBeGreaterThanOrEqual(people * 0.97 - 1);
  });

  it("makes about 30 records a person", () => {
    const each = sample.records.length / 1200;
    expect(each).toBeGreaterThan(26);
    expect(each).toBeLessThan(36);
  });

  it("makes 2,000 people in about a second, and in less than ten on a busy machine", () => {
    let best = Infinity;
    // Again while it is slow: the machine may be busy with something else.
    for (let seed = 1; seed <= 5 && best >= 10_000; seed++) {
      const start = performance.now();
      generateFeed({ people: 2000, seed, until: UNTIL });
      best = Math.min(best, performance.now() - start);
    }
    expect(best).toBeLessThan(10_000);
  });

  it("has something from every source, and every kind of call", () => {
    expect(new Set(sample.records.map(({ source }) => source))).toEqual(new Set(SOURCES));
    expect(new Set(sample.records.map(({ event }) => event.type))).toEqual(TYPES);
  });

  it("writes nothing but the Segment wire format", () => {
    const faults: string[] = [];
    for (const { source, event } of sample.records) {
      const check = (holds: boolean, fault: string): void => {
        if (!holds) faults.push(`${source} ${event.messageId}: ${fault}`);
      };
      const text = JSON.stringify(event);
      check(TYPES.has(event.type), "type");
      check(event.messageId.length > 0 && event.messageId.length <= 100, "messageId");
      check(ISO.test(event.timestamp) && ISO.test(event.sentAt), "times");
      check(Buffer.byteLength(text) < 32_768, "size");
      check(!hasUndefined(event), "a key without a value");
      check((event.userId?.length ?? 0) <= 256 && (event.anonymousId?.length ?? 0) <= 256, "ids");
      check((event.type === "track") === (typeof event.event === "string"), "event");
      check(event.type !== "group" || event.groupId !== undefined, "groupId");
      check(event.type !== "alias" || event.previousId !== undefined, "previousId");
      check(
        identifiersIn(event).some(([, value]) => value !== ""),
        "no identifier at all",
      );
    }
    expect(faults).toEqual([]);
  });

  it("covers the 120 days before the end, and nothing after it", () => {
    const times = sample.records.map(({ event }) => Date.parse(event.timestamp));
    const least = times.reduce((a, b) => Math.min(a, b));
    const most = times.reduce((a, b) => Math.max(a, b));
    expect(most).toBeLessThanOrEqual(UNTIL.getTime());
    expect(UNTIL.getTime() - most).toBeLessThan(DAY);
    expect(least).toBeGreaterThanOrEqual(UNTIL.getTime() - 120 * DAY);
    expect(UNTIL.getTime() - least).toBeGreaterThan(115 * DAY);
  });

  it("gives every message of a source an id of its own", () => {
    const bodies = new Map<string, string>();
    const conflicts: string[] = [];
    for (const { source, event } of sample.records) {
      const key = `${source}/${event.messageId}`;
      const body = JSON.stringify(event);
      if ((bodies.get(key) ?? body) !== body) conflicts.push(key);
      bodies.set(key, body);
    }
    expect(conflicts).toEqual([]);
    expect(bodies.size).toBe(distinct(sample).length);
  });
});

function hasUndefined(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === undefined;
  return Object.values(value).some(hasUndefined);
}
