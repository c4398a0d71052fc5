import type { EventDocument } from "../domain/event-document.ts";
import type { QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import type { ReceivedEvent } from "../domain/received-event.ts";
import { splitKey } from "../domain/split-key.ts";
import type { Stored } from "./follow-stored.ts";

/** What is stored, as whoever listens is told of it. */
export function receivedOf(stored: Stored): ReceivedEvent {
  return "fault" in stored ? asideOf(stored) : acceptedOf(stored);
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
