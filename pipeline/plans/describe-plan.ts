import type { EventType, TrackingPlan as PlanInGraph } from "../../subgraphs/events/index.ts";
import { requiredBy } from "./required.ts";
import type { CompiledPlan } from "./compile-plan.ts";
import type { PlanMode } from "./tracking-plan.ts";

/** A plan as the graph shows it. */
export function describePlan({ plan }: CompiledPlan): PlanInGraph {
  const { name, version, sources, mode, undeclared, events } = plan;
  return {
    name,
    version,
    sources,
    mode: shown(mode),
    undeclaredEvents: shown(undeclared.events),
    undeclaredProperties: shown(undeclared.properties),
    events: events.map((event) => ({
      type: event.type.toUpperCase() as EventType,
      name: event.name ?? null,
      description: event.description ?? null,
      mode: shown(event.mode ?? mode),
      requiredFields: (["properties", "traits"] as const).flatMap((part) =>
        requiredBy(event[part], plan.definitions).map((name) => `${part}.${name}`),
      ),
    })),
  };
}

function shown(mode: PlanMode): PlanInGraph["mode"] {
  return mode.toUpperCase() as PlanInGraph["mode"];
}
