import type { SegmentsContext } from "../context.ts";
import { requireMayDefine } from "../define.ts";
import { parseRule } from "../domain/parse-rule.ts";
import type { SegmentDefinition } from "../domain/segment-definition.ts";
import type { MutationUpsertSegmentArgs } from "../types.generated.ts";

/** Defines segments. */
export const Mutation = {
  upsertSegment: (
    _: unknown,
    { input }: MutationUpsertSegmentArgs,
    { caller, labels, upsert }: SegmentsContext,
  ): Promise<{ readonly segment: SegmentDefinition; readonly changed: boolean }> => {
    requireMayDefine(caller, parseRule(input.rule, "input.rule"), labels);
    return upsert(input, caller.client);
  },
};
