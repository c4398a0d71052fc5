import { requireScope } from "../../../platform/caller.ts";
import { badInput } from "../../../platform/errors.ts";
import type { EventsContext } from "../context.ts";
import { placeOf, quarantineCursor } from "../domain/quarantine/quarantine-query.ts";
import { isJsonPatch } from "../quarantine/apply-patch.ts";
import type { Change } from "../quarantine/changes.ts";
import { READ_ORIGINAL } from "../quarantine/may-read.ts";
import type {
  IngestOutcome,
  IngestPayload,
  MutationDiscardQuarantinedArgs,
  MutationIngestArgs,
  MutationPatchQuarantinedArgs,
  MutationReplayQuarantineArgs,
  QuarantineOutcome,
  QuarantineReplay,
  QuarantineResult,
} from "../types.generated.ts";

const MOST_IDS = 100;
const LONGEST_REASON = 500;

/** What is sent through the pipeline, and what is done about what was put aside. */
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

  patchQuarantined: async (
    _: unknown,
    { ids: given, patch }: MutationPatchQuarantinedArgs,
    { caller, quarantined, clock }: EventsContext,
  ): Promise<QuarantineResult[]> => {
    requireScope(caller, "quarantine:write");
    if (isJsonPatch(patch)) requireScope(caller, READ_ORIGINAL);
    else if (typeof patch !== "object" || patch === null)
      throw badInput(
        "patch",
        "must be a list of operations (RFC 6902) or an object to merge (RFC 7396)",
      );
    const ids = idsOf(given);
    const changes = await quarantined.patch(ids, patch, { by: caller.client, at: clock() });
    return changes.map((change, i) => toResult(ids[i] ?? "", change, "PATCHED"));
  },

  replayQuarantine: async (
    _: unknown,
    { filter, ids, after, dryRun }: Partial<MutationReplayQuarantineArgs>,
    { caller, replayQuarantine }: EventsContext,
  ): Promise<QuarantineReplay> => {
    requireScope(caller, "quarantine:write");
    if ((filter ?? null) === null ? (ids ?? null) === null : (ids ?? null) !== null)
      throw badInput("filter", "give either a filter or ids");
    const chosen = ids === null || ids === undefined ? null : idsOf(ids);
    const { results, left, last } = await replayQuarantine(
      {
        filter: filter ?? null,
        ids: chosen,
        after: placeOf(after),
        dryRun: dryRun ?? false,
      },
      caller,
    );
    const count = (outcome: QuarantineOutcome): number =>
      results.filter((result) => result.outcome === outcome).length;
    const [replayed, failed] = [count("REPLAYED"), count("FAILED_AGAIN")];
    const endCursor =
      last === null ? null : quarantineCursor({ _id: last.id, receivedAt: last.receivedAt });
    return {
      replayed,
      failed,
      skipped: results.length - replayed - failed,
      left,
      endCursor,
      results: [...results],
    };
  },

  discardQuarantined: async (
    _: unknown,
    { ids: given, reason }: MutationDiscardQuarantinedArgs,
    { caller, quarantined, clock }: EventsContext,
  ): Promise<QuarantineResult[]> => {
    requireScope(caller, "quarantine:write");
    if (reason.trim() === "" || reason.length > LONGEST_REASON)
      throw badInput("reason", `must have 1 to ${String(LONGEST_REASON)} characters`);
    const ids = idsOf(given);
    const changes = await quarantined.discard(ids, reason, { by: caller.client, at: clock() });
    return changes.map((change, i) => toResult(ids[i] ?? "", change, "DISCARDED"));
  },
};

function idsOf(ids: readonly string[]): string[] {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0 || distinct.length > MOST_IDS)
    throw badInput("ids", `has ${String(distinct.length)} entries; give 1 to ${String(MOST_IDS)}`);
  return distinct;
}

function toResult(id: string, change: Change, done: "PATCHED" | "DISCARDED"): QuarantineResult {
  switch (change.kind) {
    case "done":
      return { id, outcome: done };
    case "settled":
      return change.entry.state === "REPLAYED"
        ? { id, outcome: "ALREADY_REPLAYED", eventId: change.entry.replayedAs ?? null }
        : { id, outcome: "ALREADY_DISCARDED" };
    case "refused": {
      const message = `patch: ${change.problem}`;
      return {
        id,
        outcome: "PATCH_REFUSED",
        error: { code: "patch_refused", field: "patch", message },
      };
    }
    case "busy":
      return { id, outcome: "BUSY" };
    case "cut_off":
      return { id, outcome: "CUT_OFF" };
    case "not_found":
      return { id, outcome: "NOT_FOUND" };
  }
}
