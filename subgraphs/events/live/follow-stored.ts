import type { ChangeStreamInsertDocument } from "mongodb";
import type { EventDocument } from "../domain/event-document.ts";
import type { QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import type { ReceivedEvent } from "../domain/received-event.ts";
import { splitKey } from "../domain/split-key.ts";
import type { EventsStore } from "../store.ts";

/**
 * Tells of what any process stores, until it is stopped: one change stream over events and quarantine. It only tells:
 * nothing hangs on its being whole, so it begins now and does not resume.
 */
export function followStored(
  { db, events, quarantine }: EventsStore,
  tell: (event: ReceivedEvent) => void,
  onFault: (error: unknown) => void,
): { stop(): Promise<void> } {
  const collections = [events.collectionName, quarantine.collectionName];
  const stream = db.watch<
    EventDocument | QuarantineEntry,
    ChangeStreamInsertDocument<EventDocument | QuarantineEntry>
  >([{ $match: { operationType: "insert", "ns.coll": { $in: collections } } }]);
  stream.on("change", ({ fullDocument }) => {
    tell("fault" in fullDocument ? asideOf(fullDocument) : acceptedOf(fullDocument));
  });
  stream.on("error", onFault);
  return { stop: () => stream.close() };
}

function acceptedOf(document: EventDocument): ReceivedEvent {
  const { _id, key, source, messageId, ts, receivedAt, properties, context, profile } = document;
  const stored = { properties, context, profile, timestamp: ts };
  const outcome = "ACCEPTED";
  return {
    id: _id,
    outcome,
    source,
    ...splitKey(key),
    messageId,
    receivedAt,
    fault: null,
    ...stored,
  };
}

function asideOf(entry: QuarantineEntry): ReceivedEvent {
  const { event, source, messageId, receivedAt, fault, type, name } = entry;
  const stored = { properties: null, context: null, profile: null, timestamp: null };
  const outcome = "QUARANTINED";
  return { id: event, outcome, source, type, name, messageId, receivedAt, fault, ...stored };
}
