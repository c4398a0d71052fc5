import type { TraitOperator } from "../types.generated.ts";

/** A value that a trait can be compared with. */
export type Scalar = string | number | boolean;

/** Who belongs to a segment. */
export type Rule =
  | { readonly kind: "all" | "any"; readonly rules: readonly Rule[] }
  | { readonly kind: "not"; readonly rule: Rule }
  | TraitCondition
  | EventCondition;

/** A condition on a trait's newest value by event time. */
export interface TraitCondition {
  readonly kind: "trait";
  readonly key: string;
  readonly op: TraitOperator;
  readonly value: Scalar | readonly Scalar[];
}

/** At least `atLeast` events of a key within the last `within` milliseconds, or ever where that is null. */
export interface EventCondition {
  readonly kind: "event";
  readonly key: string;
  readonly atLeast: number;
  readonly within: number | null;
}

/** The conditions of a rule, in order. */
export function conditionsOf(rule: Rule): readonly (TraitCondition | EventCondition)[] {
  switch (rule.kind) {
    case "all":
    case "any":
      return rule.rules.flatMap(conditionsOf);
    case "not":
      return conditionsOf(rule.rule);
    default:
      return [rule];
  }
}
