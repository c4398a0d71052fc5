import type { FactsNeeded, Touch } from "./customer-facts.ts";
import { conditionsOf } from "./rule.ts";
import type { SegmentDefinition } from "./segment-definition.ts";

/** A day, so that times of many years stay few. */
const LONGEST_SPAN_MS = 86_400_000;

/** Whom a batch concerns, and everything that must be known of them: all definitions are evaluated together. */
export function factsNeeded(
  touches: readonly Touch[],
  definitions: readonly SegmentDefinition[],
): FactsNeeded {
  const traitKeys = new Set<string>();
  const eventKeys = new Set<string>();
  const thin = { keep: 1, span: LONGEST_SPAN_MS };
  for (const condition of definitions.flatMap(({ rule }) => conditionsOf(rule)))
    if (condition.kind === "trait") traitKeys.add(condition.key);
    else {
      eventKeys.add(condition.key);
      thin.keep = Math.max(thin.keep, condition.atLeast);
      thin.span = Math.min(thin.span, condition.within ?? Infinity);
    }
  const customers = touches
    .filter(
      (touch) =>
        touch.all ||
        touch.eventKeys.some((key) => eventKeys.has(key)) ||
        touch.traitKeys.some((key) => traitKeys.has(key)),
    )
    .map(({ customer }) => customer);
  return { customers, traitKeys: [...traitKeys], eventKeys: [...eventKeys], thin };
}
