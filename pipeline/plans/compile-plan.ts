import type { Ajv, ValidateFunction } from "ajv";
import { eventKey } from "../../platform/event-key.ts";
import { AppError } from "../../platform/errors.ts";
import { identifiersOf } from "../wire/identifiers.ts";
import type { WireEvent, WireType } from "../wire/wire-event.ts";
import { declaredBy, undeclaredIn, type Declared } from "./declared.ts";
import { createSchemas } from "./json-schemas.ts";
import type { PlanViolation } from "./plan-violation.ts";
import { schemaViolation } from "./schema-violation.ts";
import { planLabel, type PlanMode, type PlannedEvent, type TrackingPlan } from "./tracking-plan.ts";

/** A plan made ready to judge. */
export interface CompiledPlan {
  /** `web@3`. */
  readonly label: string;
  readonly plan: TrackingPlan;
  /** All that the plan finds fault with, at most 20 of a kind, whatever it does about it. */
  readonly judge: (event: WireEvent) => readonly PlanViolation[];
}

const PARTS = ["properties", "traits", "context"] as const;
/** What an SDK puts into the context changes with its version: only what the plan's schema says of it counts there. */
const COUNTED = ["properties", "traits"] as const;
const MOST_OF_A_KIND = 20;
const LONGEST_FIELD = 200;

/** Compiles a plan; throws `BAD_USER_INPUT` that names every schema that is none, by its path in the file. */
export function compilePlan(plan: TrackingPlan): CompiledPlan {
  const ajv = createSchemas();
  const label = planLabel(plan);
  const faults: string[] = [];
  const byKey = new Map<string, Rule>();
  plan.events.forEach((planned, i) => {
    const key = ruleKey(planned.type, planned.name ?? null);
    if (byKey.has(key)) faults.push(`events[${String(i)}]: is declared twice; keep one`);
    const validate = compile(ajv, plan, planned, `events[${String(i)}]`, faults);
    byKey.set(key, ruleOf(plan, planned, validate));
  });
  if (faults.length > 0) throw new AppError("BAD_USER_INPUT", faults.join("\n"));
  const undeclared = { code: "plan_undeclared_event", mode: plan.undeclared.events } as const;
  return {
    label,
    plan,
    judge: (event) => {
      const rule =
        byKey.get(ruleKey(event.type, event.name)) ?? byKey.get(ruleKey(event.type, null));
      if (rule !== undefined) return judgeBy(rule, event, label);
      const field = NAME_FIELD[event.type] ?? "type";
      const what = event.name === null ? `${event.type} calls are` : "this event is";
      const message = `${field}: ${what} not declared by the plan ${label}; declare it there, or do not send it`;
      return [{ ...undeclared, field, message }];
    },
  };
}

const NAME_FIELD: Readonly<Partial<Record<WireType, string>>> = {
  track: "event",
  page: "name",
  screen: "name",
};

interface Rule {
  readonly mode: PlanMode;
  readonly undeclared: PlanMode;
  readonly identifiers: readonly (readonly string[])[];
  readonly validate: ValidateFunction | null;
  readonly declared: readonly { readonly part: (typeof COUNTED)[number]; readonly by: Declared }[];
}

function ruleKey(type: string, name: string | null): string {
  // A name that was sent is never empty: what has none is the entry for every name.
  return eventKey(type, name);
}

function ruleOf(
  plan: TrackingPlan,
  planned: PlannedEvent,
  validate: ValidateFunction | null,
): Rule {
  return {
    validate,
    mode: planned.mode ?? plan.mode,
    undeclared: planned.undeclaredProperties ?? plan.undeclared.properties,
    identifiers: [...plan.identifiers, ...(planned.identifiers ?? [])].map((one) => [one].flat()),
    declared: COUNTED.flatMap((part) => {
      const by = declaredBy(planned[part], plan.definitions);
      return by === null ? [] : [{ part, by }];
    }),
  };
}

function compile(
  ajv: Ajv,
  { definitions }: TrackingPlan,
  planned: PlannedEvent,
  at: string,
  faults: string[],
): ValidateFunction | null {
  const parts = PARTS.filter((part) => planned[part] !== undefined);
  if (parts.length === 0) return null;
  const properties = Object.fromEntries(parts.map((part) => [part, planned[part]]));
  try {
    return ajv.compile({ type: "object", definitions, properties });
  } catch (error) {
    const why = error instanceof Error ? error.message : "can't be compiled";
    faults.push(`${at}: ${parts.join(", ")}: is no JSON Schema of draft-07: ${why}`);
    return null;
  }
}

function judgeBy(rule: Rule, event: WireEvent, label: string): readonly PlanViolation[] {
  const found: PlanViolation[] = [];
  if (rule.validate !== null && !rule.validate(event))
    for (const error of (rule.validate.errors ?? []).slice(0, MOST_OF_A_KIND)) {
      const { code, field, problem } = schemaViolation(error);
      found.push(violation(code, field, rule.mode, `${problem}; send it so`, label));
    }
  for (const { part, by } of rule.declared)
    for (const field of undeclaredIn(part, event[part], by, MOST_OF_A_KIND)) {
      const problem = "is not declared; do not send it";
      found.push(violation("plan_undeclared_property", field, rule.undeclared, problem, label));
    }
  if (rule.identifiers.length > 0) {
    const carried = identifiersOf(event);
    for (const wanted of rule.identifiers)
      if (!carried.some(({ namespace }) => wanted.includes(namespace))) {
        const field = wanted.join(" or ");
        const problem = "is required; send it";
        found.push(violation("plan_missing_identifier", field, rule.mode, problem, label));
      }
  }
  return found;
}

function violation(
  code: PlanViolation["code"],
  field: string,
  mode: PlanMode,
  problem: string,
  label: string,
): PlanViolation {
  const shown = field.slice(0, LONGEST_FIELD);
  return { code, mode, field: shown, message: `${shown}: ${problem}, or change the plan ${label}` };
}
