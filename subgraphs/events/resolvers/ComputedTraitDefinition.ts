import type { EventsContext } from "../context.ts";
import type { ComputedDefinition } from "../domain/computed/definition.ts";
import type { ComputedTraitType } from "../types.generated.ts";

/** What is computed of a customer's events. */
export const ComputedTraitDefinition = {
  key: ({ written }: ComputedDefinition) => written.key,
  version: ({ written }: ComputedDefinition) => written.version,
  description: ({ written }: ComputedDefinition) => written.description,
  type: ({ written }: ComputedDefinition) => written.type.toUpperCase() as ComputedTraitType,
  windowDays: ({ written }: ComputedDefinition) =>
    "window" in written ? (written.window ?? null) : null,
  definition: ({
    written: { key: _, version: __, description: ___, ...rest },
  }: ComputedDefinition) => rest,
  complete: async ({ state }: ComputedDefinition, _: unknown, { computed }: EventsContext) =>
    !(await computed.unfinished()).has(state),
};
