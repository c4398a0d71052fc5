import type { FactsNeeded, Touch } from "./customer-facts.ts";
import { conditionsOf } from "./rule.ts";
import type { SegmentDefinition } from "./segment-definition.ts";

/** Whom a batch concerns, and everything that must be known of them: all definitions are evaluated together. */
export function factsNeeded(
  touches: readonly Touch[],
  definitions: readonly SegmentDefinition[],
): FactsNeeded {
  const traitKeys = new Set<string>();
  const eventKeys = new Set<string>();
  for (const condition of definitions.flatMap(({ rule }) => conditionsOf(rule)))
    (condition.kind === "trait" ? traitKeys : eventKeys).add(condition.key);
  const customers = touches
    .filter(
      (touch) =>
        touch.all ||
        touch.eventKeys.some((key) => eventKeys.has(key)) ||
        touch.traitKeys.some((key) => traitKeys.has(key)),
    )
    .map(({ customer }) => customer);
  return { customers, traitKeys: [...traitKeys], eventKeys: [...eventKeys] };
}
