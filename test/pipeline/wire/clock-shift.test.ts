import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { clockShift } from "../../../pipeline/wire/clock-shift.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";

const AT = new Date("2026-05-01T12:00:00.000Z");
const HOUR = 3_600_000;
const before = (ms: number): string => new Date(AT.getTime() - ms).toISOString();

describe("the clock of a sender", () => {
  it.each([
    ["right", 0, 0],
    ["ahead by less than a second", -999, 0],
    ["ahead by a second", -1_000, -1_000],
    ["ahead by weeks", -500 * HOUR, -500 * HOUR],
    ["behind by what a network takes", 4_999, 0],
    ["behind by seconds", 5_000, 5_000],
    ["behind by a day", 24 * HOUR, 24 * HOUR],
    ["no clock: sent long ago", 24 * HOUR + 1, 0],
    ["no clock: sent in years", -367 * 24 * HOUR, 0],
  ])("is %s", (_, ms, shift) => {
    expect(clockShift(before(ms), AT)).toBe(shift);
  });

  it.each([undefined, null, 5, "yesterday", {}, "9999-12-31"])("cannot be told by %j", (sentAt) => {
    expect(clockShift(sentAt, AT)).toBe(0);
  });

  it("has its events at receivedAt − (sentAt − originalTimestamp), by the Segment rule", () => {
    const skews = fc.oneof(
      fc.integer({ min: -300 * 24 * HOUR, max: -1_000 }),
      fc.integer({ min: 5_000, max: 24 * HOUR }),
    );
    fc.assert(
      fc.property(skews, fc.integer({ min: 0, max: 90 * 24 * HOUR }), (skew, age) => {
        const sentAt = AT.getTime() - skew;
        const timestamp = new Date(sentAt - age).toISOString();
        const raw = {
          type: "page",
          userId: "u",
          timestamp,
          sentAt: new Date(sentAt).toISOString(),
        };
        const live = parseEvent(raw, AT, undefined, true);
        expect(live).toMatchObject({
          kind: "event",
          event: { timestamp: new Date(AT.getTime() - age), sentTimestamp: timestamp },
        });
        const recorded = parseEvent(raw, AT);
        if (recorded.kind === "event") {
          expect(recorded.event.timestamp?.toISOString()).toBe(timestamp);
          expect(recorded.event).not.toHaveProperty("sentTimestamp");
        }
      }),
    );
  });
});
