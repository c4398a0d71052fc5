import { eventKey } from "../../platform/event-key.ts";
import type { CompiledPlan } from "../plans/compile-plan.ts";
import { namedBy } from "../plans/required.ts";

/** The names that a plan requires or describes below `properties` and `traits` of an event. */
export interface PlannedNames {
  /** Whether it declares the event itself: what it says of all calls of a kind declares none of them. */
  readonly isDeclared: boolean;
  readonly properties: ReadonlySet<string>;
  readonly traits: ReadonlySet<string>;
}

/** What no plan speaks of. */
const NO_NAMES: PlannedNames = { isDeclared: false, properties: new Set(), traits: new Set() };

/** By source and event key; an event without an entry of its own has that of all calls of its kind, as it is judged by. */
export function createPlannedNames(
  plans: readonly CompiledPlan[],
): (source: string, key: string) => PlannedNames {
  const bySource = new Map<string, ReadonlyMap<string, PlannedNames>>();
  for (const { plan } of plans) {
    const byKey = new Map(
      plan.events.map(({ type, name, properties, traits }) => [
        eventKey(type, name ?? null),
        {
          isDeclared: true,
          properties: new Set(namedBy(properties, plan.definitions)),
          traits: new Set(namedBy(traits, plan.definitions)),
        },
      ]),
    );
    for (const source of plan.sources) bySource.set(source, byKey);
  }
  return (source, key) => {
    const byKey = bySource.get(source);
    const own = byKey?.get(key);
    if (own !== undefined) return own;
    const ofKind = byKey?.get(eventKey(key.split(":", 1)[0] ?? key, null));
    return ofKind === undefined ? NO_NAMES : { ...ofKind, isDeclared: false };
  };
}
