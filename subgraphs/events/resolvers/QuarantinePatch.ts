import type { EventsContext } from "../context.ts";
import type { AppliedPatch } from "../domain/quarantine/quarantine-entry.ts";
import { mayReadOriginals } from "../quarantine/may-read.ts";

/** A patch; its contents may say of somebody what the original did. */
export const QuarantinePatch = {
  client: ({ by }: AppliedPatch) => by,
  patch: ({ patch }: AppliedPatch, _: unknown, { caller }: EventsContext) =>
    mayReadOriginals(caller) ? (JSON.parse(patch) as unknown) : null,
};
