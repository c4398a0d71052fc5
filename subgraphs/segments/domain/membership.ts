import type { CustomerFacts } from "./customer-facts.ts";
import { evaluateRule } from "./evaluate-rule.ts";
import type { SegmentDefinition } from "./segment-definition.ts";
import { at } from "./timeline.ts";

/** That a customer belongs, or belonged, to a segment. */
export interface Membership {
  readonly segment: string;
  /** The version of the definition that says so. */
  readonly version: number;
  /** The instant the rule turned true, in event time. */
  readonly enteredAt: Date;
  /** The instant it turned false; null for a member. */
  readonly exitedAt: Date | null;
}

/** A customer's memberships at an instant, and when they change by time alone. */
export interface Memberships {
  readonly memberships: readonly Membership[];
  readonly nextChangeAt: Date | null;
}

/**
 * The memberships that follow from a customer's facts. Where a segment's purpose is not in force there is none, nor any
 * trace of one: evaluating is a use of the data.
 */
export function membershipsOf(
  facts: CustomerFacts,
  definitions: readonly SegmentDefinition[],
  now: Date,
): Memberships {
  const memberships: Membership[] = [];
  let nextChange = Infinity;
  for (const { id, version, purpose, rule } of definitions) {
    if (!facts.purposes.includes(purpose)) continue;
    const { last, next } = at(evaluateRule(rule, facts), now.getTime());
    nextChange = Math.min(nextChange, next ?? Infinity);
    if (last === null) continue;
    const from = Math.max(last.from, facts.firstSeenAt.getTime());
    // True only before there was a customer: it never belonged.
    if (last.to !== null && last.to <= from) continue;
    const exitedAt = last.to === null ? null : new Date(last.to);
    memberships.push({ segment: id, version, enteredAt: new Date(from), exitedAt });
  }
  return {
    memberships,
    nextChangeAt: nextChange === Infinity ? null : new Date(nextChange),
  };
}
