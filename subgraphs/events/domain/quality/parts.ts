import type { QualityParts, QualityPolicy } from "../../../../platform/quality.ts";
import { presentOf, sentOf, type DayMetrics } from "./day-metrics.ts";
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
 * How much of what is expected of an event its instances hold: the mean over the expected fields of share ÷ expected
 * share, 1 at most (ISO/IEC 25024, Com-I-1 record data completeness; a required field's expected share is 1). Null
 * where no event was looked at or nothing is expected.
 */
function completeness(
  { looked, fields }: DayMetrics,
  expected: ReadonlyMap<string, ExpectedField>,
): number | null {
  if (looked === 0 || expected.size === 0) return null;
  let sum = 0;
  for (const [path, { share }] of expected) {
    const field = fields.get(path);
    const present = field === undefined ? 0 : presentOf(field);
    sum += Math.min(1, present / looked / share);
  }
  return sum / expected.size;
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
