import {
  qualityScore,
  type QualityParts,
  type QualityPolicy,
} from "../../../../platform/quality.ts";
import type {
  DelayQuantiles,
  FieldQuality,
  OutcomeCounts,
  QualityScore,
  TextCount,
} from "../../types.generated.ts";
import { presentOf, VALUE_KINDS, type DayMetrics } from "./day-metrics.ts";
import { delayQuantile } from "./delay.ts";
import type { ExpectedField } from "./expected-fields.ts";
import { fieldCompleteness, judgedOf } from "./parts.ts";

const MOST_TEXTS = 50;

/** The four outcomes as the graph shows them. */
export function outcomesOf({ outcomes }: Pick<DayMetrics, "outcomes">): OutcomeCounts {
  const { accepted, duplicate, quarantined, rejected } = outcomes;
  return { accepted, duplicate, quarantined, rejected };
}

/** Parts and their number. */
export function scoreOf(parts: QualityParts, { weights }: QualityPolicy): QualityScore {
  return { score: qualityScore(parts, weights), ...parts };
}

/** How long events took. */
export function delayOf({ delays }: Pick<DayMetrics, "delays">): DelayQuantiles {
  return { p50Ms: delayQuantile(delays, 0.5), p95Ms: delayQuantile(delays, 0.95) };
}

/** The most frequent texts, then by text. */
export function mostFrequent(counts: ReadonlyMap<string, number>): TextCount[] {
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .slice(0, MOST_TEXTS);
}

/** The fields of an event key: what is expected of them and what they are, required ones first. */
export function fieldsOf(
  metrics: DayMetrics,
  expected: ReadonlyMap<string, ExpectedField>,
  violationsOf: ReadonlyMap<string, number>,
): FieldQuality[] {
  const judged = judgedOf(metrics);
  const paths = new Set([...metrics.fields.keys(), ...expected.keys()]);
  return [...paths]
    .map((path): FieldQuality => {
      const counts = metrics.fields.get(path);
      const present = counts === undefined ? 0 : presentOf(counts);
      const wanted = expected.get(path);
      const faults = (counts?.invalid ?? 0) + (violationsOf.get(path) ?? 0);
      const kinds = VALUE_KINDS.filter((kind) => kind !== "empty");
      return {
        path,
        present,
        empty: counts?.empty ?? 0,
        kinds: mostFrequent(new Map(kinds.map((kind) => [kind, counts?.[kind] ?? 0]))),
        isRequired: wanted?.isRequired ?? false,
        expectedShare: wanted?.share ?? null,
        completeness: wanted === undefined ? null : fieldCompleteness(metrics, path, wanted),
        // A field at fault for its event alone, as an id that another event has, may have more faults than events.
        validity: judged <= 0 ? null : Math.max(0, 1 - faults / judged),
      };
    })
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired) || (a.path < b.path ? -1 : 1));
}
