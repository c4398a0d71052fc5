import { eventKey } from "../../platform/event-key.ts";
import { diffSchemas } from "./diff-schemas.ts";
import {
  PLAN_MODES,
  type PlanMode,
  type PlannedEvent,
  type TrackingPlan,
} from "./tracking-plan.ts";

/** One difference between two versions of a plan. */
export interface PlanChange {
  /** Where: `track:Order Completed: properties.total`. */
  readonly path: string;
  readonly change: "added" | "removed" | "stricter" | "looser" | "changed";
  /** What was done, in words. */
  readonly text: string;
  /** Whether events that the old version let pass may be put aside or refused by the new one. */
  readonly breaking: boolean;
}

const PARTS = ["properties", "traits", "context"] as const;

/** What a new version of a plan changes, in the order of the new one; what it removes comes last. */
export function diffPlans(before: TrackingPlan, after: TrackingPlan): readonly PlanChange[] {
  const changes: PlanChange[] = [];
  changes.push(...diffMode("mode", before.mode, after.mode));
  changes.push(
    ...diffMode("undeclared.events", before.undeclared.events, after.undeclared.events),
    ...diffMode("undeclared.properties", before.undeclared.properties, after.undeclared.properties),
  );
  const modes = after.events.map((event) => event.mode ?? after.mode);
  const hardest = modes.find(isHard) ?? after.mode;
  changes.push(...diffIdentifiers("identifiers", before.identifiers, after.identifiers, hardest));
  changes.push(...SETTINGS.flatMap((name) => diffSetting(name, before[name], after[name])));
  const old = new Map(before.events.map((event) => [keyOf(event), event]));
  const kept = new Set(after.events.map(keyOf));
  for (const event of after.events) {
    const was = old.get(keyOf(event));
    if (was === undefined)
      changes.push({
        path: keyOf(event),
        change: "added",
        text: "is declared",
        breaking: asksHard(event, after) && !refusedBefore(event, before),
      });
    else changes.push(...diffEvent(was, event, before, after));
  }
  for (const [key, event] of old)
    if (!kept.has(key)) {
      const others = anyName(event, after);
      const text =
        others === undefined
          ? `is not declared any more; undeclared.events says ${after.undeclared.events}`
          : `is not declared any more; ${keyOf(others)} holds for it`;
      const breaking =
        others === undefined ? isHard(after.undeclared.events) : asksHard(others, after);
      changes.push({ path: key, change: "removed", text, breaking });
    }
  return changes;
}

/** What is told where it changes, and holds nobody back. */
const SETTINGS = ["sources", "labels", "normalise", "region", "pii"] as const;

function diffSetting(path: string, was: unknown, is: unknown): PlanChange[] {
  const [old, now] = [JSON.stringify(was) ?? "none", JSON.stringify(is) ?? "none"];
  return old === now ? [] : [{ path, change: "changed", text: `${old} → ${now}`, breaking: false }];
}

function anyName(event: PlannedEvent, plan: TrackingPlan): PlannedEvent | undefined {
  return plan.events.find(({ type, name }) => type === event.type && name === undefined);
}

/** Whether the plan may hold back such events for what they carry. */
function asksHard(event: PlannedEvent, plan: TrackingPlan): boolean {
  return (
    isHard(event.mode ?? plan.mode) ||
    isHard(event.undeclaredProperties ?? plan.undeclared.properties)
  );
}

// What was held back as undeclared can only gain.
function refusedBefore(event: PlannedEvent, plan: TrackingPlan): boolean {
  return anyName(event, plan) === undefined && isHard(plan.undeclared.events);
}

function diffEvent(
  was: PlannedEvent,
  is: PlannedEvent,
  before: TrackingPlan,
  after: TrackingPlan,
): PlanChange[] {
  const key = keyOf(is);
  const mode = is.mode ?? after.mode;
  const undeclared = is.undeclaredProperties ?? after.undeclared.properties;
  const wasUndeclared = was.undeclaredProperties ?? before.undeclared.properties;
  return [
    ...(was.mode === is.mode ? [] : diffMode(`${key}: mode`, was.mode ?? before.mode, mode)),
    ...(was.undeclaredProperties === is.undeclaredProperties
      ? []
      : diffMode(`${key}: undeclaredProperties`, wasUndeclared, undeclared)),
    ...diffIdentifiers(`${key}: identifiers`, was.identifiers ?? [], is.identifiers ?? [], mode),
    ...PARTS.flatMap((part) =>
      diffSchemas(
        { schema: was[part], definitions: before.definitions },
        { schema: is[part], definitions: after.definitions },
        part,
      ).map(({ path, change, text, judges }) => ({
        path: `${key}: ${path}`,
        change,
        text,
        breaking: change !== "looser" && isHard(judges === "undeclared" ? undeclared : mode),
      })),
    ),
  ];
}

function diffMode(path: string, was: PlanMode, is: PlanMode): PlanChange[] {
  if (was === is) return [];
  const stricter = PLAN_MODES.indexOf(is) > PLAN_MODES.indexOf(was);
  const change = stricter ? "stricter" : "looser";
  return [{ path, change, text: `${was} → ${is}`, breaking: stricter && isHard(is) }];
}

function diffIdentifiers(
  path: string,
  was: TrackingPlan["identifiers"],
  is: TrackingPlan["identifiers"],
  mode: PlanMode,
): PlanChange[] {
  const shown = (one: string | readonly string[]): string => [one].flat().join(" or ");
  const [old, now] = [was.map(shown), is.map(shown)];
  return [
    ...now.flatMap((one): PlanChange[] =>
      old.includes(one)
        ? []
        : [{ path, change: "stricter", text: `${one} is required`, breaking: isHard(mode) }],
    ),
    ...old.flatMap((one): PlanChange[] =>
      now.includes(one)
        ? []
        : [{ path, change: "looser", text: `${one} is not required any more`, breaking: false }],
    ),
  ];
}

function isHard(mode: PlanMode): boolean {
  return mode === "quarantine" || mode === "reject";
}

function keyOf({ type, name }: PlannedEvent): string {
  return name === undefined ? `${type} (any name)` : eventKey(type, name);
}
