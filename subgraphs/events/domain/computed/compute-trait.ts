import { DAY_MS, monthOf, weekOf, type Day } from "./calendar.ts";
import { byTime, mergeSeen, type DayState, type Moment } from "./day-state.ts";
import type { ComputedDefinition } from "./definition.ts";
import { addExactly, roundSum, type ExactSum } from "./exact-sum.ts";

/** What one profile's events of one day come to. */
export interface ProfileDay {
  readonly day: Day;
  readonly state: DayState;
}

/** The first day that counts at an instant; null: all do. */
function firstDay({ window }: ComputedDefinition, now: Date): Day | null {
  return window === null ? null : Math.floor(now.getTime() / DAY_MS) - window + 1;
}

/** The first month that counts for any of these definitions; null: all do. */
export function firstMonth(traits: readonly ComputedDefinition[], now: Date): number | null {
  const firsts = traits.map((trait) => firstDay(trait, now));
  return firsts.some((day) => day === null)
    ? null
    : Math.min(...firsts.map((day) => monthOf(day ?? 0)));
}

/** A computed trait's value: a pure function of the days of all profiles of the customer, whatever their order. */
export function computeTrait(
  trait: ComputedDefinition,
  days: readonly ProfileDay[],
  now: Date,
): unknown {
  const { written } = trait;
  const today = Math.floor(now.getTime() / DAY_MS);
  const from = firstDay(trait, now) ?? -Infinity;
  const counted = days.filter(({ day }) => day >= from && day <= today);
  switch (written.type) {
    case "count":
      return sumsAt(counted, 0).n;
    case "sum":
      return roundSum(sumsAt(counted, 0).s);
    case "average": {
      const { n, s } = sumsAt(counted, 0);
      return n === 0 ? null : roundSum(s) / n;
    }
    case "ratio": {
      const [of, to] = [sumsAt(counted, 0), sumsAt(counted, 1)].map(({ s }) => roundSum(s));
      return to === undefined || to === 0 ? null : (of ?? 0) / to;
    }
    case "min":
    case "max": {
      const numbers = counted.flatMap(({ state }) => (state.k === "number" ? state.x : []));
      const pick = written.type === "min" ? Math.min : Math.max;
      return numbers.length === 0 ? null : numbers.reduce((a, b) => pick(a, b));
    }
    case "first":
    case "last": {
      const moments = counted.flatMap(({ state }) => (state.k === "moment" ? state.m : []));
      const isBefore = (a: Moment, b: Moment): boolean =>
        written.type === "first" ? byTime(a, b) < 0 : byTime(a, b) > 0;
      return moments.length === 0 ? null : moments.reduce((a, b) => (isBefore(a, b) ? a : b)).v;
    }
    case "most_frequent": {
      const seen = seenOn(counted);
      // Of those seen as often the one seen last comes first already.
      return seen.length === 0 ? null : seen.reduce((a, b) => (b.n > a.n ? b : a)).v;
    }
    case "unique_list":
      return seenOn(counted)
        .slice(0, written.limit)
        .map(({ v }) => v);
    case "unique_count":
      return seenOn(counted).length;
    case "streak":
      return streakOf(counted, today, written);
    case "score":
      return scoreOf(counted, now, written.halfLife);
  }
}

function sumsAt(days: readonly ProfileDay[], input: number): { n: number; s: ExactSum } {
  let n = 0;
  let s: ExactSum = [];
  for (const { state } of days) {
    const sums = state.k === "sums" ? state.i[input] : undefined;
    if (sums === undefined) continue;
    n += sums.n;
    s = addExactly(s, sums.s);
  }
  return { n, s };
}

function seenOn(days: readonly ProfileDay[]): ReturnType<typeof mergeSeen> {
  return mergeSeen(days.flatMap(({ state }) => (state.k === "values" ? state.i : [])));
}

// A current run may end yesterday: today is not over.
function streakOf(
  days: readonly ProfileDay[],
  today: Day,
  { unit, run }: { readonly unit: "day" | "week"; readonly run: "current" | "longest" },
): number {
  const unitOf = (day: Day): number => (unit === "day" ? day : weekOf(day));
  const units = [...new Set(days.map(({ day }) => unitOf(day)))].sort((a, b) => a - b);
  let longest = 0;
  let length = 0;
  let before: number | null = null;
  for (const one of units) {
    length = before !== null && one === before + 1 ? length + 1 : 1;
    longest = Math.max(longest, length);
    before = one;
  }
  if (run === "longest") return longest;
  return before !== null && before >= unitOf(today) - 1 ? length : 0;
}

/** Each day's part was taken at the day's end; from there on it halves with every half-life. */
function scoreOf(days: readonly ProfileDay[], now: Date, halfLife: number): number {
  const parts = days.flatMap(({ day, state }) =>
    state.k === "number" ? state.x * 2 ** -((now.getTime() / DAY_MS - (day + 1)) / halfLife) : [],
  );
  return roundSum(addExactly([], parts));
}
