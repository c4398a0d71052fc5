import { badInput } from "../../platform/errors.ts";
import type { JudgePlan, PlanVerdict } from "../acceptance/judge-plan.ts";
import type { WireEvent } from "../wire/wire-event.ts";
import type { CompiledPlan } from "./compile-plan.ts";
import type { PlanViolation } from "./plan-violation.ts";
import { PLAN_MODES } from "./tracking-plan.ts";

/** Told of what a plan finds fault with, whatever it does about it; must be quick and must not throw. */
export type OnViolations = (
  violations: readonly PlanViolation[],
  event: WireEvent,
  source: string,
  plan: string,
) => void;

/** How many remarks an accepted event is answered with. */
const MOST_NOTES = 10;

/**
 * Makes the judge of a set of plans: each source has one. The strictest mode among an event's violations decides.
 * Null where there are no plans. Throws `BAD_USER_INPUT` where two plans are for one source.
 */
export function createJudgePlan(
  plans: readonly CompiledPlan[],
  onViolations: OnViolations,
): JudgePlan | null {
  if (plans.length === 0) return null;
  const bySource = plansBySource(plans);
  return (event, source) => {
    const found = bySource.get(source);
    if (found === undefined) return NO_PLAN;
    const violations = found.judge(event);
    if (violations.length === 0) return found.ok;
    onViolations(violations, event, source, found.label);
    return verdictOf(violations, found.label);
  };
}

const NO_PLAN: PlanVerdict = { kind: "ok", plan: null, notes: [] };

function plansBySource(
  plans: readonly CompiledPlan[],
): ReadonlyMap<string, CompiledPlan & { readonly ok: PlanVerdict }> {
  const bySource = new Map<string, CompiledPlan & { readonly ok: PlanVerdict }>();
  for (const compiled of plans)
    for (const source of compiled.plan.sources) {
      const other = bySource.get(source);
      if (other !== undefined)
        throw badInput(
          `${compiled.label}: sources`,
          `${source} has the plan ${other.label} already; a source has one plan`,
        );
      bySource.set(source, { ...compiled, ok: { kind: "ok", plan: compiled.label, notes: [] } });
    }
  return bySource;
}

/** What becomes of an event with these violations. */
function verdictOf(violations: readonly PlanViolation[], plan: string): PlanVerdict {
  const ranks = violations.map(({ mode }) => PLAN_MODES.indexOf(mode));
  const worst = violations[ranks.indexOf(Math.max(...ranks))];
  if (worst?.mode === "quarantine" || worst?.mode === "reject") {
    const { code, field, message, mode } = worst;
    const more = violations.filter((one) => one.mode === mode).length - 1;
    const whole = more === 0 ? message : `${message} (and ${String(more)} more)`;
    return { kind: mode, plan, fault: { code, field, message: whole, plan } };
  }
  const said = violations.filter(({ mode }) => mode === "warn").map(({ message }) => message);
  const left = said.length - MOST_NOTES;
  const notes = left > 0 ? [...said.slice(0, MOST_NOTES), `and ${String(left)} more`] : said;
  return { kind: "ok", plan, notes };
}
