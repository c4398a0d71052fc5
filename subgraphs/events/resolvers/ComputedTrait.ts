import type { EventsContext } from "../context.ts";
import type { ComputedTraitRecord } from "../domain/computed/computed-record.ts";

/** A computed trait of one customer. */
export const ComputedTrait = {
  complete: async (
    { definition }: ComputedTraitRecord,
    _: unknown,
    { computed }: EventsContext,
  ): Promise<boolean> => !(await computed.unfinished()).has(definition.state),
};
