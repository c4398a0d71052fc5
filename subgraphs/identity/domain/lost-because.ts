import { inOrder, type Statement } from "./statement.ts";
import { rankOf, type SurvivorshipRule } from "./survivorship.ts";
import type { LostBecause } from "../types.generated.ts";

/** What a trait's statements are held against. */
export interface Standing {
  readonly rule: SurvivorshipRule;
  /** The statement in force; null where the trait was taken back. */
  readonly inForce: Statement | null;
  /** The last statement of each source; for rules that count, all statements. */
  readonly statements: readonly Statement[];
}

/** Why a statement is not in force; null where it is. */
export function lostBecause(one: Statement, standing: Standing): LostBecause | null {
  const { rule, inForce, statements } = standing;
  if (one.event === inForce?.event) return null;
  if (one.value === null) return "TAKES_BACK";
  const isAfter = (other: Statement): boolean => inOrder(other, one) > 0;
  switch (rule.rule) {
    case "newest":
      return inForce === null ? "TAKEN_BACK" : "NEWER_STATEMENT";
    case "source_priority": {
      const own = statements.find((other) => other.source === one.source);
      if (own !== undefined && isAfter(own))
        return own.value === null ? "TAKEN_BACK" : "NEWER_STATEMENT";
      const isWeaker =
        inForce !== null && rankOf(inForce.source, rule.sources) < rankOf(one.source, rule.sources);
      return isWeaker ? "STRONGER_SOURCE" : "NEWER_STATEMENT";
    }
    default: {
      if (statements.some((other) => isAfter(other) && other.value === null)) return "TAKEN_BACK";
      if (JSON.stringify(one.value) === JSON.stringify(inForce?.value)) return "NEWER_STATEMENT";
      return rule.rule === "longest" ? "LONGER_VALUE" : "MORE_FREQUENT_VALUE";
    }
  }
}
