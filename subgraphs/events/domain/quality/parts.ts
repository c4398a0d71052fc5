import type { QualityParts, QualityPolicy } from "../../../../platform/quality.ts";
import { presenceOf, sentOf, type DayMetrics } from "./day-metrics.ts";
import { timeliness } from "./delay.ts";
import type { ExpectedField } from "./expected-fields.ts";

const HOUR_MS = 3_600_000;
/** The reason code of an event whose id another event has. */
const CONFLICT = "id_conflict";

/** Events that are no repeats: what validity is a share of. */
export function judgedOf(metrics: Pick<DayMetrics, "outcomes" | "codes">): number {
  return sentOf(metrics) - metrics.outcomes.duplicate - conflictsOf(metrics);
}

/**
 * The share of events in which nothing is wrong: 1 − (refused + in quarantine for their content + accepted with a note)
 * ÷ events that are no repeats (ISO/IEC 25024, Acc-I-1 syntactic data accuracy, with the event as the data item). What a
 * plan allows is not wrong. Null where nothing was judged.
 */
function validity(metrics: DayMetrics): number | null {
  const judged = judgedOf(metrics);
  if (judged <= 0) return null;
  const { rejected, quarantined } = metrics.outcomes;
  const wrong = rejected + quarantined - conflictsOf(metrics) + metrics.noted;
  return Math.max(0, 1 - wrong / judged);
}

/**
 * The share of readable events that were sent for the first time: 1 − (repeats + conflicts) ÷ (sent − refused)
 * (Batini, Scannapieco 2016: duplicates as the lack of uniqueness). Null where there were none.
 */
function uniqueness(metrics: DayMetrics): number | null {
  const readable = sentOf(metrics) - metrics.outcomes.rejected;
  if (readable <= 0) return null;
  return 1 - (metrics.outcomes.duplicate + conflictsOf(metrics)) / readable;
}

/**
 * The share of the instances of an event that hold a field ÷ the expected one, 1 at most. Null where no event was looked
 * at, and where the field was counted too seldom but may all the same be there as often as is expected.
 */
export function fieldCompleteness(
  metrics: Pick<DayMetrics, "looked" | "fields">,
  path: string,
  { share, isRequired }: ExpectedField,
): number | null {
  const { looked } = metrics;
  if (looked === 0) return null;
  const { atLeast, atMost } = presenceOf(metrics, path, isRequired);
  const complete = atLeast / looked / share;
  if (complete >= 1) return 1;
  return atMost > atLeast && atMost / looked >= share ? null : complete;
}

/**
 * How much of what is expected of an event its instances hold: the mean over the expected fields, those of which it is
 * known (ISO/IEC 25024, Com-I-1 record data completeness; a required field's expected share is 1). Null where that is
 * known of none.
 */
function completeness(
  metrics: DayMetrics,
  expected: ReadonlyMap<string, ExpectedField>,
): number | null {
  let sum = 0;
  let known = 0;
  for (const [path, field] of expected) {
    const one = fieldCompleteness(metrics, path, field);
    if (one === null) continue;
    sum += one;
    known += 1;
  }
  return known === 0 ? null : sum / known;
}

/** The parts of one event key; sources are compared by person, not by event, so consistency is not known here. */
export function partsOfKey(
  metrics: DayMetrics,
  expected: ReadonlyMap<string, ExpectedField>,
  { eventVolatilityHours }: QualityPolicy,
): QualityParts {
  return {
    completeness: completeness(metrics, expected),
    validity: validity(metrics),
    uniqueness: uniqueness(metrics),
    consistency: null,
    freshness: timeliness(metrics.delays, eventVolatilityHours * HOUR_MS),
  };
}

/**
 * The parts of a source: completeness is that of its keys, weighted by how many events were looked at; the others are
 * those of all its events.
 */
export function partsOfSource(
  total: DayMetrics,
  keys: readonly DayMetrics[],
  expectedOf: (key: string) => ReadonlyMap<string, ExpectedField>,
  consistency: number | null,
  policy: QualityPolicy,
): QualityParts {
  let looked = 0;
  let complete = 0;
  for (const metrics of keys) {
    const one = completeness(metrics, expectedOf(metrics.key));
    if (one === null) continue;
    looked += metrics.looked;
    complete += one * metrics.looked;
  }
  return {
    ...partsOfKey(total, NOTHING, policy),
    completeness: looked === 0 ? null : complete / looked,
    consistency,
  };
}

const NOTHING: ReadonlyMap<string, ExpectedField> = new Map();

function conflictsOf({ codes }: Pick<DayMetrics, "codes">): number {
  return codes.get(CONFLICT) ?? 0;
}
