import { requireScope } from "../../../platform/caller.ts";
import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { CustomerReference } from "../../../platform/customer-reference.ts";
import type { SegmentsContext } from "../context.ts";
import { showRule } from "../domain/parse-rule.ts";
import type { SegmentDefinition } from "../domain/segment-definition.ts";
import type { SegmentMembersArgs } from "../types.generated.ts";

const DEFAULT_PAGE = 20;

/** A segment and its members. */
export const Segment = {
  __resolveReference: (
    { id }: { readonly id: string },
    { caller, loaders }: SegmentsContext,
  ): Promise<SegmentDefinition | null> => {
    requireScope(caller, "segments:read");
    return loaders.definition.load(id);
  },

  rule: ({ rule }: SegmentDefinition): unknown => showRule(rule),

  size: ({ id }: SegmentDefinition, _: unknown, { loaders }: SegmentsContext): Promise<number> =>
    loaders.size.load(id),

  // Who they are, identity tells: a page of members is a page of references to it.
  members: async (
    { id: segment }: SegmentDefinition,
    { first, after }: Partial<SegmentMembersArgs>,
    { loaders }: SegmentsContext,
  ): Promise<Connection<CustomerReference>> => {
    const size = pageSize(first, DEFAULT_PAGE);
    const [behind] = after == null ? [""] : decodeCursor("after", after, ["string"] as const);
    const ids = await loaders.members.load({ segment, after: behind, limit: size + 1 });
    const references = ids.map((ref): CustomerReference => ({ ref }));
    return toConnection(references, size, after, ({ ref }) => encodeCursor([ref]));
  },
};
