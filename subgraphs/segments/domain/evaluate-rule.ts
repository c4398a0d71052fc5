import { compareValue } from "../../../platform/compare-value.ts";
import type { CustomerFacts } from "./customer-facts.ts";
import type { EventCondition, Rule, TraitCondition } from "./rule.ts";
import { all, any, not, NEVER, type Timeline } from "./timeline.ts";

/** When a rule is true of a customer: a pure function of the evidence, whatever order it came in. */
export function evaluateRule(
  rule: Rule,
  facts: Pick<CustomerFacts, "traits" | "events">,
): Timeline {
  switch (rule.kind) {
    case "all":
      return all(rule.rules.map((one) => evaluateRule(one, facts)));
    case "any":
      return any(rule.rules.map((one) => evaluateRule(one, facts)));
    case "not":
      return not(evaluateRule(rule.rule, facts));
    case "trait":
      return traitTimeline(rule, facts.traits.get(rule.key) ?? []);
    case "event":
      return eventTimeline(rule, facts.events.get(rule.key) ?? []);
  }
}

/** A trait has the value that was last stated, and before the first statement none. */
function traitTimeline(
  condition: TraitCondition,
  observed: readonly { readonly at: Date; readonly value: unknown }[],
): Timeline {
  const turns = compareValue(condition, null) ? [-Infinity] : [];
  observed.forEach(({ at, value }, i) => {
    if (observed[i + 1]?.at.getTime() === at.getTime()) return;
    if (compareValue(condition, value) !== (turns.length % 2 === 1)) turns.push(at.getTime());
  });
  return turns;
}

/** Event `t` counts in [t, t + within): n of them count from the last of n in a row until the first of them is over. */
function eventTimeline({ atLeast, within }: EventCondition, times: readonly Date[]): Timeline {
  const first = times[atLeast - 1];
  if (first === undefined) return NEVER;
  if (within === null) return [first.getTime()];
  const turns: number[] = [];
  for (let last = atLeast - 1; last < times.length; last++) {
    const from = times[last]?.getTime() ?? 0;
    const to = (times[last - atLeast + 1]?.getTime() ?? 0) + within;
    if (to <= from) continue;
    const open = turns.at(-1);
    if (open !== undefined && from <= open) turns[turns.length - 1] = to;
    else turns.push(from, to);
  }
  return turns;
}
