import { requireScope } from "../../../platform/caller.ts";
import type { SegmentsContext } from "../context.ts";
import type { SegmentDefinition } from "../domain/segment-definition.ts";
import type { QuerySegmentArgs } from "../types.generated.ts";

/** What is defined. */
export const Query = {
  segment: (
    _: unknown,
    { id }: QuerySegmentArgs,
    { caller, loaders }: SegmentsContext,
  ): Promise<SegmentDefinition | null> => {
    requireScope(caller, "segments:read");
    return loaders.definition.load(id);
  },

  segments: async (
    _: unknown,
    __: unknown,
    { caller, definitions }: SegmentsContext,
  ): Promise<readonly SegmentDefinition[]> => {
    requireScope(caller, "segments:read");
    return [...(await definitions.recent()).values()];
  },
};
