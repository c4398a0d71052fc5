import type { EventsContext } from "../context.ts";
import { bodyNow, type QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import { mayReadOriginals } from "../quarantine/may-read.ts";

/** Something in quarantine; what was sent is shown to those who may see it, whatever its fields are called. */
export const QuarantinedEvent = {
  id: ({ _id }: QuarantineEntry) => _id,
  error: ({ fault }: QuarantineEntry) => fault,
  eventId: ({ replayedAs }: QuarantineEntry) => replayedAs ?? null,
  settledAt: ({ settled }: QuarantineEntry) => settled?.at ?? null,
  settledBy: ({ settled }: QuarantineEntry) => settled?.by ?? null,
  discardReason: ({ settled }: QuarantineEntry) => settled?.reason ?? null,
  original: ({ original, body }: QuarantineEntry, _: unknown, { caller }: EventsContext) =>
    mayReadOriginals(caller) ? (original ?? body) : null,
  body: (entry: QuarantineEntry, _: unknown, { caller }: EventsContext) =>
    mayReadOriginals(caller) ? (JSON.parse(bodyNow(entry)) as unknown) : null,
  withheld: (_entry: QuarantineEntry, _: unknown, { caller }: EventsContext) =>
    mayReadOriginals(caller) ? null : ("NO_SCOPE" as const),
};
