import type { CompiledPlan } from "../plans/compile-plan.ts";
import { sourceKinds } from "./kinds.ts";
import { createMapper } from "./mapping.ts";
import { readSources } from "./read-sources.ts";
import { openRegistry, type RegistryDependencies, type Sources } from "./registry.ts";

/**
 * Opens the sources that a registration file (YAML or JSON) names. `secretOf` says what an environment variable holds;
 * null in a process that takes nothing in. Throws `BAD_USER_INPUT` that names every fault.
 */
export function openSources(
  text: string,
  plans: readonly Pick<CompiledPlan, "plan">[],
  secretOf: RegistryDependencies["secretOf"],
): Sources {
  // Its process starts with the first record that is mapped, and ends with this one.
  const kinds = sourceKinds(createMapper());
  return openRegistry(readSources(text), { kinds, plans, secretOf });
}
