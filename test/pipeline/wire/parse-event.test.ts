import { describe, expect, it } from "@jest/globals";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";

const NOW = new Date("2026-05-01T12:00:00.000Z");

function deep(levels: number): object {
  let value: object = {};
  for (let i = 0; i < levels; i += 1) value = { a: value };
  return value;
}

/** A fault of each class: what is sent, the code and the field that must come back. */
const FAULTS: readonly (readonly [string, unknown, string, string | null])[] = [
  ["null", null, "invalid_type", null],
  ["a number", 7, "invalid_type", null],
  ["an array", [], "invalid_type", null],
  ["no type", { userId: "u" }, "missing_field", "type"],
  ["another type", { type: "purchase", userId: "u" }, "unknown_type", "type"],
  ["a type that is no string", { type: 4, userId: "u" }, "unknown_type", "type"],
  ["a type named like a property of objects", { type: "__proto__" }, "unknown_type", "type"],
  ["track without event", { type: "track", userId: "u" }, "missing_field", "event"],
  [
    "track with an empty event",
    { type: "track", userId: "u", event: "" },
    "missing_field",
    "event",
  ],
  ["an event that is an object", { type: "track", event: {} }, "invalid_type", "event"],
  ["an event of 201 characters", { type: "track", event: "x".repeat(201) }, "too_long", "event"],
  ["group without groupId", { type: "group", userId: "u" }, "missing_field", "groupId"],
  ["alias without previousId", { type: "alias", userId: "u" }, "missing_field", "previousId"],
  ["a userId that is an object", { type: "identify", userId: {} }, "invalid_type", "userId"],
  ["a userId that is true", { type: "identify", userId: true }, "invalid_type", "userId"],
  ["a userId that is a fraction", { type: "identify", userId: 1.5 }, "invalid_type", "userId"],
  ["a userId of 257", { type: "identify", userId: "x".repeat(257) }, "too_long", "userId"],
  [
    "an anonymousId of 257",
    { type: "page", anonymousId: "x".repeat(257) },
    "too_long",
    "anonymousId",
  ],
  ["a messageId of 101", { type: "page", messageId: "x".repeat(101) }, "too_long", "messageId"],
  ["a messageId that is an array", { type: "page", messageId: ["a"] }, "invalid_type", "messageId"],
  [
    "traits that are text",
    { type: "identify", userId: "u", traits: "x" },
    "invalid_type",
    "traits",
  ],
  ["properties that are an array", { type: "page", properties: [] }, "invalid_type", "properties"],
  ["a context that is a number", { type: "page", context: 1 }, "invalid_type", "context"],
  [
    "33 levels",
    { type: "page", properties: deep(40) },
    "invalid_structure",
    `properties${".a".repeat(32)}`,
  ],
  [
    "10,001 values",
    { type: "page", properties: { a: Array(10_001).fill(0) } },
    "invalid_structure",
    "properties",
  ],
  [
    "half a surrogate pair",
    { type: "page", properties: { a: "\ud800" } },
    "invalid_structure",
    "properties.a",
  ],
  [
    "a name with a null",
    { type: "page", properties: { "a\0b": 1 } },
    "invalid_structure",
    "properties",
  ],
  [
    "a number beyond all",
    JSON.parse('{"type":"page","properties":{"a":1e999}}'),
    "invalid_structure",
    "properties.a",
  ],
  ["a time that is a number", { type: "page", timestamp: 1 }, "invalid_time", "timestamp"],
  ["a time in words", { type: "page", timestamp: "yesterday" }, "invalid_time", "timestamp"],
  ["the year 0", { type: "page", timestamp: "0000-01-01T00:00:00Z" }, "invalid_time", "timestamp"],
  [
    "the year 9999",
    { type: "page", timestamp: "9999-12-31T23:59:59Z" },
    "invalid_time",
    "timestamp",
  ],
  [
    "the 31st of February",
    { type: "page", timestamp: "2026-02-31T00:00:00Z" },
    "invalid_time",
    "timestamp",
  ],
  [
    "the 13th month",
    { type: "page", timestamp: "2026-13-01T00:00:00Z" },
    "invalid_time",
    "timestamp",
  ],
  ["25 o'clock", { type: "page", timestamp: "2026-05-01T25:00:00Z" }, "invalid_time", "timestamp"],
  [
    "two days ahead",
    { type: "page", timestamp: "2026-05-03T12:00:00Z" },
    "invalid_time",
    "timestamp",
  ],
];

describe("parseEvent", () => {
  it.each(FAULTS)("refuses %s, naming the field", (_, raw, code, field) => {
    const parsed = parseEvent(raw, NOW);
    expect(parsed).toMatchObject({ kind: "fault", fault: { code, field } });
  });

  it("says what to do in every fault, and never echoes a value", () => {
    for (const [, raw] of FAULTS) {
      const parsed = parseEvent(raw, NOW);
      expect(parsed.kind === "fault" ? parsed.fault.message.length : 0).toBeGreaterThan(10);
      expect(JSON.stringify(parsed)).not.toContain("purchase");
    }
  });

  it.each([
    ["2026-04-01T10:00:00Z", "2026-04-01T10:00:00.000Z"],
    ["2026-04-01T10:00:00.123456Z", "2026-04-01T10:00:00.123Z"],
    ["2026-04-01T12:00:00+02:00", "2026-04-01T10:00:00.000Z"],
    ["2026-04-01 10:00:00", "2026-04-01T10:00:00.000Z"],
    ["2026-04-01 10:00:00.5 UTC", "2026-04-01T10:00:00.500Z"],
    ["2026-04-01 12:00:00.123456+02", "2026-04-01T10:00:00.123Z"],
    ["2026-04-01 04:30:00 -0530", "2026-04-01T10:00:00.000Z"],
    ["2026-04-01t10:00z", "2026-04-01T10:00:00.000Z"],
    ["2026-04-01", "2026-04-01T00:00:00.000Z"],
  ])("reads the time %s", (timestamp, expected) => {
    const parsed = parseEvent({ type: "page", userId: "u", timestamp }, NOW);
    expect(parsed.kind === "event" && parsed.event.timestamp?.toISOString()).toBe(expected);
  });

  it("keeps property names with dots, dollars and __proto__ as data", () => {
    const raw = JSON.parse(
      '{"type":"page","properties":{"a.b":1,"$set":2,"__proto__":{"x":3}}}',
    ) as object;
    const parsed = parseEvent(raw, NOW);
    const properties = parsed.kind === "event" ? parsed.event.properties : {};
    expect(Object.keys(properties)).toEqual(["a.b", "$set", "__proto__"]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("takes an id that is a whole number as its digits", () => {
    const parsed = parseEvent({ type: "identify", userId: 42 }, NOW);
    expect(parsed).toMatchObject({ kind: "event", event: { userId: "42" } });
  });
});
