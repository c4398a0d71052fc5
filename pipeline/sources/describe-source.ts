import type { Source as SourceInGraph } from "../../subgraphs/events/index.ts";
import type { CompiledPlan } from "../plans/compile-plan.ts";
import { describePlan } from "../plans/describe-plan.ts";
import type { RegisteredSource } from "./registry.ts";

/** A source as the graph shows it: never its keys, its secrets or where they are. */
export function describeSource(
  { name, kind, owner, region, plan, description }: RegisteredSource,
  plans: readonly CompiledPlan[],
): SourceInGraph {
  const judge = plans.find((one) => one.plan.name === plan);
  return {
    name,
    kind,
    owner,
    region,
    plan: judge === undefined ? null : describePlan(judge),
    description: description === "" ? null : description,
  };
}
