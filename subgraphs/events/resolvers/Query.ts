import { requireScope } from "../../../platform/caller.ts";
import type { EventsContext } from "../context.ts";

/** What operators ask of the event log. */
export const Query = {
  ingestStatus: (_: unknown, __: unknown, { caller, status }: EventsContext) => {
    requireScope(caller, "operations:read");
    return status();
  },
};
