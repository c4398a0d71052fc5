import { OTHER, presentOf, type DayMetrics } from "./day-metrics.ts";

/** A field that is expected of an event. */
export interface ExpectedField {
  /** The share of instances that should hold it, above 0. */
  readonly share: number;
  /** Whether the plan requires it; otherwise it is usually there. */
  readonly isRequired: boolean;
}

/** Below so many instances nothing is usual yet. */
const FEWEST_LOOKED = 20;

/**
 * The fields expected of an event key: what its plan requires, always; and what at least `usualShare` of the instances
 * in `reference` hold, as often as they do.
 */
export function expectedFields(
  reference: DayMetrics | undefined,
  required: readonly string[],
  usualShare: number,
): ReadonlyMap<string, ExpectedField> {
  const expected = new Map<string, ExpectedField>();
  if (reference !== undefined && reference.looked >= FEWEST_LOOKED)
    for (const [path, counts] of reference.fields) {
      const share = presentOf(counts) / reference.looked;
      if (share >= usualShare && !path.endsWith(OTHER))
        expected.set(path, { share: Math.min(1, share), isRequired: false });
    }
  for (const path of required) expected.set(path, { share: 1, isRequired: true });
  return expected;
}
