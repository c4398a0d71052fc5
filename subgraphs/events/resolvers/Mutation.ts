import { requireScope } from "../../../platform/caller.ts";
import type { EventsContext } from "../context.ts";
import type { IngestOutcome, IngestPayload, MutationIngestArgs } from "../types.generated.ts";

/** Sends events through the pipeline. */
export const Mutation = {
  ingest: async (
    _: unknown,
    { input }: MutationIngestArgs,
    { caller, ingest }: EventsContext,
  ): Promise<IngestPayload> => {
    requireScope(caller, "events:write");
    const results = await ingest(input.events, caller);
    const count = (outcome: IngestOutcome): number =>
      results.filter((result) => result.outcome === outcome).length;
    return {
      accepted: count("ACCEPTED"),
      duplicate: count("DUPLICATE"),
      quarantined: count("QUARANTINED"),
      rejected: count("REJECTED"),
      results,
    };
  },
};
