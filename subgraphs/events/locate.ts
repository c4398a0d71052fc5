import type { EventDocument } from "./domain/event-document.ts";
import type { QuarantineEntry } from "./domain/quarantine/quarantine-entry.ts";
import type { EventsStore } from "./store.ts";

/** Where an event is. */
export interface LocatedEvent {
  readonly id: string;
  /** As it is stored; null where it is not. */
  readonly stored: EventDocument | null;
  /** What is put aside under its id, newest first. */
  readonly entries: readonly QuarantineEntry[];
}

const MOST_ENTRIES = 20;

/** Finds an event by its id: stored, put aside, or both where other content came under its id. */
export async function locate(
  { events, quarantine }: EventsStore,
  id: string,
): Promise<LocatedEvent | null> {
  const [stored, entries] = await Promise.all([
    events.findOne({ _id: id }),
    quarantine.find({ event: id }, { sort: { receivedAt: -1 }, limit: MOST_ENTRIES }).toArray(),
  ]);
  return stored === null && entries.length === 0 ? null : { id, stored, entries };
}
