import * as level from "./levels.ts";
import type { Prepared, PreparedField } from "./prepare.ts";
import type { Role } from "./roles.ts";
import type { Value } from "./value.ts";

/** One comparison of a matcher: the levels that it tells apart, and what they are good for. */
export interface Comparison {
  readonly name: string;
  /** The field of a prepared record whose frequency says how much an agreement is worth. */
  readonly field: number;
  /** Strongest first. */
  readonly levels: readonly string[];
  /** How much of the frequency adjustment each level takes, 0 to 1; empty where frequency says nothing. */
  readonly frequency: readonly number[];
  /** Whether people of one household tend to agree on it. */
  readonly shared: boolean;
  /**
   * How often two different people of one household agree at each level, where household and chance differ (twins, a
   * son named after his father); 0 is "as often as by chance". From common demographic figures, not from data here.
   */
  readonly kin: readonly number[];
  /** Where EM starts: how often two records of one person agree at each level. */
  readonly start: readonly number[];
}

/** Compares two records into the levels of all comparisons; -1 is unknown. */
export interface Comparer {
  readonly comparisons: readonly Comparison[];
  compare(a: Prepared, b: Prepared, into: Int8Array, at: number): void;
}

interface Kind {
  readonly levels: readonly string[];
  readonly frequency?: readonly number[];
  readonly shared?: boolean;
  readonly kin?: readonly number[];
  readonly start: readonly number[];
  readonly compare: (a: Value, b: Value) => number;
}

const TEXT: Kind = {
  levels: level.TEXT_LEVELS,
  frequency: [1, 0.5, 0.5, 0.25, 0],
  start: [0.7, 0.1, 0.08, 0.04, 0.08],
  compare: level.textLevel,
};
const SAME: Kind = {
  levels: level.SAME_LEVELS,
  frequency: [1, 0],
  start: [0.9, 0.1],
  compare: level.sameLevel,
};
const NUMBER: Kind = {
  levels: level.NUMBER_LEVELS,
  frequency: [1, 0, 0, 0],
  start: [0.8, 0.08, 0.02, 0.1],
  compare: level.numberLevel,
};

const KINDS: Partial<Record<Role, Kind>> = {
  fullName: {
    levels: level.WORDS_LEVELS,
    start: [0.4, 0.3, 0.3],
    compare: level.wordsLevel,
  },
  birthDate: {
    levels: level.DATE_LEVELS,
    frequency: [1, 0, 0, 0, 0, 0],
    kin: [0.01, 0.003, 0.01, 0.01, 0.03, 0],
    start: [0.75, 0.08, 0.05, 0.04, 0.04, 0.04],
    compare: level.dateLevel,
  },
  gender: { ...SAME, frequency: [] },
  email: {
    levels: level.EMAIL_LEVELS,
    frequency: [1, 0, 0.5, 0, 0],
    start: [0.6, 0.1, 0.1, 0.05, 0.15],
    compare: level.emailLevel,
  },
  phone: { ...NUMBER, shared: true, compare: level.phoneLevel },
  streetNumber: { ...NUMBER, shared: true },
  locality: { ...TEXT, shared: true },
  postcode: {
    levels: level.CODE_LEVELS,
    frequency: [1, 0, 0, 0],
    shared: true,
    start: [0.7, 0.08, 0.12, 0.1],
    compare: level.postcodeLevel,
  },
  state: { ...SAME, shared: true },
  birthPlace: { ...TEXT, shared: true },
  nationalId: NUMBER,
  anchor: { ...SAME, start: [0.99, 0.01] },
  category: TEXT,
};

const GIVEN = {
  levels: level.GIVEN_LEVELS,
  frequency: [1, 0.5, 0.5, 0.5, 0.5, 0, 0.25, 0],
  kin: [0.02, 0, 0, 0, 0, 0, 0, 0],
  start: [0.7, 0.06, 0.06, 0.04, 0.03, 0.02, 0.03, 0.06],
};
const SURNAME = {
  levels: level.SURNAME_LEVELS,
  frequency: [1, 0.5, 0.5, 0.5, 0.25, 0.25, 0],
  shared: true,
  start: [0.75, 0.06, 0.05, 0.03, 0.02, 0.03, 0.06],
};
/** How a text level reads among the levels of a line of an address, which can stand in the other line. */
const LINE_OF_TEXT = [0, 1, 2, 4, 5];
const LINE = {
  levels: ["exact", "near", "close", "swapped", "similar", "different"],
  frequency: [1, 0.5, 0.5, 0.5, 0.25, 0],
  shared: true,
  start: [0.7, 0.08, 0.05, 0.05, 0.04, 0.08],
};

/** The comparer of records with these fields. */
export function comparerOf(fields: readonly PreparedField[]): Comparer {
  const comparisons: Comparison[] = [];
  const steps: ((a: Prepared, b: Prepared, into: Int8Array, at: number) => void)[] = [];
  const add = (name: string, field: number, kind: Omit<Kind, "compare">): void => {
    const { levels, frequency = [], shared = false, kin = [], start } = kind;
    comparisons.push({ name, field, levels, frequency, shared, kin, start });
  };
  const place = (role: Role): number => fields.findIndex((field) => field.role === role);
  const [given, surname] = [place("givenName"), place("surname")];
  const [street, line] = [place("street"), place("addressLine")];

  if (given >= 0) add("givenName", given, GIVEN);
  if (surname >= 0) add("surname", surname, SURNAME);
  if (given >= 0 || surname >= 0)
    steps.push(
      swappable({
        first: given,
        second: surname,
        swapped: [4, 3],
        restSecond: 6,
        close: 3,
        closeSecond: 2,
        compareFirst: level.givenLevel,
        compareSecond: (a, b, p, q) => level.surnameLevel(a, b, p.nameWords, q.nameWords),
      }),
    );
  if (street >= 0 || line >= 0) {
    const from = comparisons.length;
    if (street >= 0) add("street", street, LINE);
    if (line >= 0) add("addressLine", line, LINE);
    const lineLevel = (a: Value, b: Value): number => LINE_OF_TEXT[level.textLevel(a, b)] ?? 5;
    const compare = swappable({
      first: street,
      second: line,
      swapped: [3, 3],
      restSecond: 5,
      close: 2,
      closeSecond: 2,
      compareFirst: lineLevel,
      compareSecond: lineLevel,
    });
    steps.push((a, b, into, at) => {
      compare(a, b, into, at + from);
    });
  }
  for (const [i, field] of fields.entries()) {
    const kind = KINDS[field.role];
    if (kind === undefined) continue;
    const to = comparisons.length;
    add(field.name, i, kind);
    steps.push((a, b, into, at) => {
      const [x, y] = [a.values[i], b.values[i]];
      into[at + to] = x == null || y == null ? -1 : kind.compare(x, y);
    });
  }
  return {
    comparisons,
    compare: (a, b, into, at) => {
      for (const step of steps) step(a, b, into, at);
    },
  };
}

interface Swappable {
  readonly first: number;
  readonly second: number;
  /** The level "swapped" of each. */
  readonly swapped: readonly [number, number];
  readonly restSecond: number;
  /** Up to which level the values agree. */
  readonly close: number;
  readonly closeSecond: number;
  readonly compareFirst: (a: Value, b: Value) => number;
  readonly compareSecond: (a: Value, b: Value, p: Prepared, q: Prepared) => number;
}

/** Compares two fields that people confuse: where nothing agrees in place, but does crosswise, they were swapped. */
function swappable(it: Swappable): (a: Prepared, b: Prepared, into: Int8Array, at: number) => void {
  const both = it.first >= 0 && it.second >= 0;
  const crosswise = (x: Value | null | undefined, y: Value | null | undefined): number =>
    x != null && y != null && x.key.length > 1 && level.textLevel(x, y) <= 1 ? 1 : 0;
  return (a, b, into, at) => {
    const [a1, b1] = [a.values[it.first], b.values[it.first]];
    const [a2, b2] = [a.values[it.second], b.values[it.second]];
    let one = a1 == null || b1 == null ? -1 : it.compareFirst(a1, b1);
    let two = a2 == null || b2 == null ? -1 : it.compareSecond(a2, b2, a, b);
    const agree = (one >= 0 && one <= it.close) || (two >= 0 && two <= it.closeSecond);
    if (both && !agree) {
      const crossed = crosswise(a1, b2) + crosswise(a2, b1);
      if (crossed > 0) one = it.swapped[0];
      if (crossed > 0) two = crossed === 2 ? it.swapped[1] : two < 0 ? -1 : it.restSecond;
    }
    if (it.first >= 0) into[at] = one;
    if (it.second >= 0) into[at + (it.first >= 0 ? 1 : 0)] = two;
  };
}
