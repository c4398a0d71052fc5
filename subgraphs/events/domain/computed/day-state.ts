import { compareValue } from "../../../../platform/compare-value.ts";
import type { EventDocument } from "../event-document.ts";
import { DAY_MS, dayOf } from "./calendar.ts";
import { namesEvent, stateKind, type ComputedDefinition, type Input } from "./definition.ts";
import { addExactly, roundSum, type ExactSum } from "./exact-sum.ts";
import { valuesAt } from "./property-values.ts";

/** An event as it is computed from. */
export type CountedEvent = Pick<EventDocument, "_id" | "ts" | "key" | "properties" | "context">;

/** How many, and their exact sum. */
export interface Sums {
  readonly n: number;
  readonly s: ExactSum;
}

/** A value, how often it was there, and by which event last. */
export interface Seen {
  readonly v: Scalar;
  readonly n: number;
  readonly t: Date;
  readonly e: string;
}

/** A value of one event. */
export interface Moment {
  readonly t: Date;
  readonly e: string;
  readonly v: unknown;
}

type Scalar = string | number | boolean;

/** What the events of one profile and day come to, for one definition; such states of any days and profiles add up. */
export type DayState =
  | { readonly k: "sums"; readonly i: readonly Sums[] }
  | { readonly k: "number"; readonly x: number }
  | { readonly k: "moment"; readonly m: Moment }
  | { readonly k: "values"; readonly i: readonly Seen[] };

/** What some of a day's events come to: a day's state before it is rounded and cut. */
export type DayPart = DayState | { readonly k: "exact"; readonly s: ExactSum };

/** Beyond this sums could overflow. */
const LARGEST = 1e100;
const LONGEST_VALUE = 100;
/**
 * Of a profile's day so many distinct values are kept, those seen last. A month of ten lists of the longest texts comes to
 * less than 13 MB by it, of the 16 MB that a document may have.
 */
const MOST_VALUES = 100;

/** A pure function of the events, whatever their order; null where none of them counts. */
export function dayState(
  definition: ComputedDefinition,
  events: readonly CountedEvent[],
): DayState | null {
  return wholeDay(dayPart(definition, events));
}

/** A day's state, of all its events; see `addParts`. */
export function wholeDay(part: DayPart | null): DayState | null {
  if (part?.k === "exact") return { k: "number", x: roundSum(part.s) };
  return part?.k === "values" ? { k: "values", i: part.i.slice(0, MOST_VALUES) } : part;
}

/** What two parts of a day come to; exactly what all their events do, where the later events are in `later`. */
export function addParts(
  { written }: ComputedDefinition,
  later: DayPart | null,
  earlier: DayPart | null,
): DayPart | null {
  if (later === null || earlier === null) return later ?? earlier;
  const kind = stateKind(written.type);
  if (later.k === "sums" && earlier.k === "sums") {
    const sums = later.i.map(({ n, s }, i): Sums => {
      const other = earlier.i[i] ?? { n: 0, s: [] };
      return { n: n + other.n, s: addExactly(s, other.s) };
    });
    return { k: "sums", i: sums };
  }
  if (later.k === "exact" && earlier.k === "exact")
    return { k: "exact", s: addExactly(later.s, earlier.s) };
  if (later.k === "number" && earlier.k === "number")
    return { k: "number", x: (kind === "least" ? Math.min : Math.max)(later.x, earlier.x) };
  if (later.k === "moment" && earlier.k === "moment")
    return byTime(later.m, earlier.m) < 0 === (kind === "first") ? later : earlier;
  // What is beyond those seen last stays beyond them, for what is still to come is older.
  if (later.k === "values" && earlier.k === "values")
    return { k: "values", i: mergeSeen([...later.i, ...earlier.i]).slice(0, MOST_VALUES) };
  throw new Error("parts of different kinds");
}

/** What some of a day's events come to; null where none of them counts. */
export function dayPart(
  { written, inputs }: ComputedDefinition,
  events: readonly CountedEvent[],
): DayPart | null {
  // Most days have nothing for most definitions: then nothing is made.
  if (!inputs.some((input) => events.some((event) => counts(input, event)))) return null;
  const counted = inputs.map((input) => events.filter((event) => counts(input, event)));
  const [first] = inputs;
  const own = counted[0] ?? [];
  const kind = stateKind(written.type);
  switch (kind) {
    case "sums": {
      const sums = inputs.map((input, i) => sumsOf(input, counted[i] ?? []));
      return sums.every(({ n }) => n === 0) ? null : { k: "sums", i: sums };
    }
    case "least":
    case "most": {
      const numbers = own.flatMap((event) => numbersAt(event, first?.property));
      if (numbers.length === 0) return null;
      const pick = kind === "least" ? Math.min : Math.max;
      return { k: "number", x: numbers.reduce((a, b) => pick(a, b)) };
    }
    case "first":
    case "last": {
      const moments = own.flatMap((event) => momentOf(event, first?.property));
      const [found] = moments.sort((a, b) => (kind === "first" ? byTime(a, b) : byTime(b, a)));
      return found === undefined ? null : { k: "moment", m: found };
    }
    case "values": {
      const seen = seenIn(own, first?.property ?? "");
      return seen.length === 0 ? null : { k: "values", i: seen };
    }
    case "score": {
      const halfLife = written.type === "score" ? written.halfLife : 1;
      const parts = inputs.flatMap(({ weight }, i) =>
        (counted[i] ?? []).map((event) => (weight ?? 1) * 2 ** -(daysLeft(event.ts) / halfLife)),
      );
      return { k: "exact", s: addExactly([], parts) };
    }
  }
}

/** The order of moments: by event time, then by event id. */
export function byTime(
  a: { readonly t: Date; readonly e: string },
  b: { readonly t: Date; readonly e: string },
): number {
  return a.t.getTime() - b.t.getTime() || (a.e < b.e ? -1 : a.e > b.e ? 1 : 0);
}

/** Puts what was seen together: counts add up, and the last event of each value stays. */
export function mergeSeen(all: Iterable<Seen>): Seen[] {
  const byValue = new Map<Scalar, Seen>();
  for (const one of all) {
    const known = byValue.get(one.v);
    if (known === undefined) byValue.set(one.v, one);
    else {
      const { t, e } = byTime(known, one) < 0 ? one : known;
      byValue.set(one.v, { v: one.v, n: known.n + one.n, t, e });
    }
  }
  return [...byValue.values()].sort((a, b) => byTime(b, a) || byText(a.v, b.v));
}

// 1 and "1" are two values.
function byText(a: Scalar, b: Scalar): number {
  const [x, y] = [String(a), String(b)];
  return x < y || (x === y && typeof a < typeof b) ? -1 : 1;
}

function counts(input: Input, event: CountedEvent): boolean {
  return (
    namesEvent(input, event.key) &&
    input.where.every((condition) => {
      const values = valuesAt(event, condition.property);
      return values.length === 0
        ? compareValue(condition, null)
        : values.some((value) => compareValue(condition, value));
    })
  );
}

// Without a property the events themselves are counted, as one each.
function sumsOf({ property }: Input, events: readonly CountedEvent[]): Sums {
  if (property === undefined) return { n: events.length, s: [events.length] };
  const numbers = events.flatMap((event) => numbersAt(event, property));
  return { n: numbers.length, s: addExactly([], numbers) };
}

function numbersAt(event: CountedEvent, property: string | undefined): number[] {
  return valuesAt(event, property ?? "").filter(
    (value): value is number => typeof value === "number" && Math.abs(value) <= LARGEST,
  );
}

function momentOf(
  { _id: e, ts: t, ...event }: CountedEvent,
  property: string | undefined,
): Moment[] {
  if (property === undefined) return [{ t, e, v: t.toISOString() }];
  const [v] = valuesAt({ ...event }, property).filter(isScalar);
  return v === undefined ? [] : [{ t, e, v }];
}

function seenIn(events: readonly CountedEvent[], property: string): Seen[] {
  return mergeSeen(
    events.flatMap((event) =>
      valuesAt(event, property)
        .filter(isScalar)
        .map((v) => ({ v, n: 1, t: event.ts, e: event._id })),
    ),
  );
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string"
    ? value.length <= LONGEST_VALUE
    : typeof value === "number" || typeof value === "boolean";
}

function daysLeft(at: Date): number {
  return dayOf(at) + 1 - at.getTime() / DAY_MS;
}
