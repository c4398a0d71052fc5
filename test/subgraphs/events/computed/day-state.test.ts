import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  addParts,
  dayPart,
  dayState,
  wholeDay,
  type CountedEvent,
  type DayPart,
  type DayState,
} from "../../../../subgraphs/events/domain/computed/day-state.ts";
import { roundSum } from "../../../../subgraphs/events/domain/computed/exact-sum.ts";
import { readComputedTraits, type ComputedDefinition } from "../../../../subgraphs/events/index.ts";
import { dayOf } from "../../../../subgraphs/events/domain/computed/calendar.ts";
import { computeTrait } from "../../../../subgraphs/events/domain/computed/compute-trait.ts";
import { definitions } from "./definitions.ts";
import { DAY, worldEvent } from "./harness.ts";

const START = Date.parse("2026-05-07T00:00:00Z");
const many = fc.array(
  fc.record({
    event: worldEvent,
    // Ties of time, and more values than a day keeps.
    at: fc.nat(900),
    kind: fc.option(fc.nat(400), { freq: 20 }),
  }),
  { minLength: 1, maxLength: 1_000, size: "max" },
);

/** Two exact sums are the same where they come to the same, whatever parts they are kept in. */
function shown(state: DayState | null): unknown {
  return state?.k === "sums" ? state.i.map(({ n, s }) => [n, roundSum(s)]) : state;
}

describe("a day's parts", () => {
  it("come to what all its events do, whatever their sizes, if the later ones come first", () => {
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 800 }), (drawn, size) => {
        const events = drawn
          .map(({ event, at, kind }, i): CountedEvent => ({
            _id: `e${String(i)}`,
            ts: new Date(START + at * 60_000),
            key: event.key,
            properties: { ...event.properties, ...(kind === null ? {} : { kind }) },
            context: {},
          }))
          .sort((a, b) => +b.ts - +a.ts || (a._id < b._id ? 1 : -1));
        for (const trait of definitions) {
          let part: DayPart | null = null;
          for (let at = 0; at < events.length; at += size)
            part = addParts(trait, part, dayPart(trait, events.slice(at, at + size)));
          expect(shown(wholeDay(part))).toEqual(shown(dayState(trait, [...events].reverse())));
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});

describe("values that were seen last by the same event", () => {
  it("have one order, whatever the order of events, days and profiles, also where they are the same as text", () => {
    const [kinds] = readComputedTraits([
      {
        name: "kinds",
        text: JSON.stringify({
          ...{ key: "kinds", version: 1, description: "kinds", type: "unique_list", limit: 1 },
          events: [{ type: "TRACK" }],
          property: "properties.kinds[]",
        }),
      },
    ]);
    if (kinds === undefined) throw new Error("a definition is asked for");
    const event = (day: number, ...values: unknown[]): CountedEvent => ({
      _id: `e${String(day)}`,
      ts: new Date(START + day * DAY),
      key: "track:Order",
      properties: { kinds: values },
      context: {},
    });
    const value = (...some: CountedEvent[]): unknown =>
      computeTrait(
        kinds,
        some.map((one) => ({ day: dayOf(one.ts), state: stateOf(kinds, [one]) })),
        new Date(START + 3 * DAY),
      );
    const days = [event(0, "1"), event(1, 1, true), event(2, 1, "1", true, "true")];
    const [first, second, last] = days as [CountedEvent, CountedEvent, CountedEvent];
    expect(value(second, first, last)).toEqual(value(first, second, last));
    expect(value(event(2, "1", 1))).toEqual(value(event(2, 1, "1")));
    const ofOneDay = [event(0, "1"), event(0, 1, "1")].map((one, i) => ({
      ...one,
      _id: `e${String(i)}`,
    }));
    expect(dayState(kinds, [...ofOneDay].reverse())).toEqual(dayState(kinds, ofOneDay));
  });
});

function stateOf(trait: ComputedDefinition, events: readonly CountedEvent[]): DayState {
  const state = dayState(trait, events);
  if (state === null) throw new Error("a state is asked for");
  return state;
}
