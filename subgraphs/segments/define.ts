import type { Caller } from "../../platform/caller.ts";
import { requireScope } from "../../platform/caller.ts";
import { AppError, badInput } from "../../platform/errors.ts";
import type { Labels } from "../../platform/labels.ts";
import type { Purpose } from "../../platform/purposes.ts";
import { parseRule, type WrittenRule } from "./domain/parse-rule.ts";
import { conditionsOf, type Rule } from "./domain/rule.ts";
import type { SegmentDefinition } from "./domain/segment-definition.ts";

/** A definition as the contract writes it (`UpsertSegmentInput`), or as a file does. */
export interface WrittenDefinition {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  readonly purpose: string;
  readonly rule: WrittenRule;
}

const ID = /^[a-z][a-z0-9_-]{0,63}$/;
const LONGEST_NAME = 100;
const LONGEST_DESCRIPTION = 500;

/** Checks a definition; throws `BAD_USER_INPUT` naming the place in it. */
export function checkDefinition(
  { id, name, description, purpose, rule }: WrittenDefinition,
  purposes: readonly Purpose[],
): Pick<SegmentDefinition, "id" | "name" | "description" | "purpose" | "rule"> {
  if (!ID.test(id))
    throw badInput("input.id", "must be 1 to 64 of a–z, 0–9, - and _, starting with a letter");
  if (name.trim() === "" || name.length > LONGEST_NAME)
    throw badInput("input.name", `must have 1 to ${String(LONGEST_NAME)} characters`);
  if ((description ?? "").length > LONGEST_DESCRIPTION)
    throw badInput(
      "input.description",
      `must have at most ${String(LONGEST_DESCRIPTION)} characters`,
    );
  if (!purposes.some((known) => known.id === purpose))
    throw badInput(
      "input.purpose",
      `${JSON.stringify(purpose)} is not defined; see Query.purposes`,
    );
  return {
    id,
    name,
    description: description ?? null,
    purpose,
    rule: parseRule(rule, "input.rule"),
  };
}

/** Throws `FORBIDDEN` where the caller may not define this: membership would tell what the caller may not read. */
export function requireMayDefine(caller: Caller, rule: Rule, labels: Labels): void {
  requireScope(caller, "segments:write");
  for (const condition of conditionsOf(rule)) {
    if (condition.kind !== "trait") continue;
    const values = Array.isArray(condition.value) ? condition.value : [condition.value];
    for (const label of values.flatMap((value) => [...labels.of(condition.key, value)]))
      if (!caller.scopes.has(`label:${label}`))
        throw new AppError(
          "FORBIDDEN",
          `input.rule: ${JSON.stringify(condition.key)} is labelled ${label}; this needs the scope label:${label}.`,
          { field: "input.rule" },
        );
  }
}
