import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { contentHash as hashOf, contentOf } from "../../../pipeline/wire/content-hash.ts";

const EVENT = { type: "track", event: "A", userId: "u", properties: { a: 1, b: { c: [1, 2] } } };

function contentHash(type: string, raw: Readonly<Record<string, unknown>>): string {
  return hashOf(type, contentOf(raw));
}

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
}

describe("contentHash", () => {
  it.each(["sentAt", "receivedAt", "originalTimestamp", "_metadata", "writeKey"])(
    "does not count %s as content",
    (field) => {
      expect(contentHash("track", { ...EVENT, [field]: "x" })).toBe(contentHash("track", EVENT));
    },
  );

  it.each(["event", "userId", "timestamp", "properties", "context", "integrations"])(
    "counts %s as content",
    (field) => {
      expect(contentHash("track", { ...EVENT, [field]: "x" })).not.toBe(
        contentHash("track", EVENT),
      );
    },
  );

  it("is the same in any order of names, and another for any other value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const hash = (value: unknown): string => contentHash("page", { properties: { value } });
        expect(hash(shuffled(a))).toBe(hash(a));
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(hash(a) === hash(b)).toBe(same);
      }),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  // Marked, so that no list looks like an object's entries.
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)]);
  return { object: entries };
}
