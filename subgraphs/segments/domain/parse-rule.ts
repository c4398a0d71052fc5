import { badInput } from "../../../platform/errors.ts";
import { eventKey } from "../../../platform/event-key.ts";
import { formatDuration, parseDuration } from "../../../platform/scalars.ts";
import type { SegmentRuleInput } from "../types.generated.ts";
import { conditionsOf, type EventCondition, type Rule, type TraitCondition } from "./rule.ts";
import { checkTraitValue } from "./trait-value.ts";

const MOST_CONDITIONS = 50;
const MOST_DEPTH = 8;
const LONGEST_NAME = 256;
const MOST_TIMES = 100;
const LONGEST_WINDOW = 730 * 86_400_000;

/** A rule as the contract writes it, or as a file does, with its durations as text. */
export type WrittenRule = SegmentRuleInput;

/** The rule that is written; throws `BAD_USER_INPUT` naming the place, the problem and what to do. */
export function parseRule(written: WrittenRule, place: string): Rule {
  const rule = parse(written, place, 1);
  const count = conditionsOf(rule).length;
  if (count > MOST_CONDITIONS)
    throw badInput(
      place,
      `has ${String(count)} conditions; ${String(MOST_CONDITIONS)} are the most`,
    );
  return rule;
}

function parse(written: WrittenRule, place: string, depth: number): Rule {
  if (depth > MOST_DEPTH)
    throw badInput(place, `is more than ${String(MOST_DEPTH)} levels deep; make it flatter`);
  const given = Object.entries(written).filter(([, value]) => value !== undefined);
  if (given.length !== 1)
    throw badInput(place, "must have exactly one of all, any, not, trait and event");
  const { all, any, not, trait, event } = written;
  if (all || any) return parseList(all ? "all" : "any", all ?? any ?? [], place, depth);
  if (not) return { kind: "not", rule: parse(not, `${place}.not`, depth + 1) };
  if (trait) return parseTrait(trait, `${place}.trait`);
  if (event) return parseEvent(event, `${place}.event`);
  throw badInput(place, "must have one of all, any, not, trait and event that is not null");
}

function parseList(
  kind: "all" | "any",
  list: readonly WrittenRule[],
  place: string,
  depth: number,
): Rule {
  if (list.length === 0) throw badInput(`${place}.${kind}`, "is empty; give at least one rule");
  const at = (i: number): string => `${place}.${kind}[${String(i)}]`;
  return { kind, rules: list.map((one, i) => parse(one, at(i), depth + 1)) };
}

function parseTrait(
  { key, op, value }: NonNullable<WrittenRule["trait"]>,
  place: string,
): TraitCondition {
  checkName(key, `${place}.key`);
  return { kind: "trait", key, op, value: checkTraitValue(op, value, `${place}.value`) };
}

function parseEvent(
  { name, type, atLeast, within }: NonNullable<WrittenRule["event"]>,
  place: string,
): EventCondition {
  checkName(name, `${place}.name`);
  const times = atLeast ?? 1;
  if (!Number.isInteger(times) || times < 1 || times > MOST_TIMES)
    throw badInput(`${place}.atLeast`, `must be a whole number from 1 to ${String(MOST_TIMES)}`);
  const given: unknown = within ?? null;
  const window =
    typeof given === "string" ? (parseDuration(given) ?? NaN) : (given as number | null);
  if (window !== null && !(window > 0 && window <= LONGEST_WINDOW))
    throw badInput(`${place}.within`, "must be longer than nothing and at most P730D");
  return { kind: "event", key: eventKey(type ?? "TRACK", name), atLeast: times, within: window };
}

function checkName(name: string, place: string): void {
  if (name === "" || name.length > LONGEST_NAME)
    throw badInput(place, `must have 1 to ${String(LONGEST_NAME)} characters`);
}

/** A rule in the shape of the contract's `SegmentRuleInput`, durations as text. */
export function showRule(rule: Rule): Record<string, unknown> {
  switch (rule.kind) {
    case "all":
    case "any":
      return { [rule.kind]: rule.rules.map(showRule) };
    case "not":
      return { not: showRule(rule.rule) };
    case "trait":
      return { trait: { key: rule.key, op: rule.op, value: rule.value } };
    case "event": {
      const colon = rule.key.indexOf(":");
      return {
        event: {
          name: rule.key.slice(colon + 1),
          type: rule.key.slice(0, colon).toUpperCase(),
          atLeast: rule.atLeast,
          ...(rule.within === null ? {} : { within: formatDuration(rule.within) }),
        },
      };
    }
  }
}
