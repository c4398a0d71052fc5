import {
  noField,
  OUTCOMES,
  VALUE_KINDS,
  type DayMetrics,
  type FieldCounts,
} from "./day-metrics.ts";

/** Adds what was counted elsewhere, or on another day, to `into`; fields are left out where nobody asks for them. */
export function addMetrics(into: DayMetrics, more: DayMetrics, withFields = true): void {
  for (const outcome of OUTCOMES) into.outcomes[outcome] += more.outcomes[outcome];
  into.noted += more.noted;
  into.looked += more.looked;
  addCounts(into.codes, more.codes);
  addCounts(into.notes, more.notes);
  more.hours.forEach((n, at) => (into.hours[at] = (into.hours[at] ?? 0) + n));
  more.delays.forEach((n, at) => (into.delays[at] = (into.delays[at] ?? 0) + n));
  if (withFields)
    for (const [path, counts] of more.fields) {
      const known = into.fields.get(path) ?? noField();
      into.fields.set(path, known);
      addField(known, counts);
    }
  if (more.firstAt !== null && (into.firstAt === null || more.firstAt < into.firstAt))
    into.firstAt = more.firstAt;
  if (more.lastAt !== null && (into.lastAt === null || more.lastAt >= into.lastAt)) {
    into.lastAt = more.lastAt;
    into.plan = more.plan ?? into.plan;
  }
}

function addCounts(into: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, n] of more) into.set(name, (into.get(name) ?? 0) + n);
}

function addField(into: FieldCounts, more: FieldCounts): void {
  for (const kind of VALUE_KINDS) into[kind] += more[kind];
  into.invalid += more.invalid;
}
