import type { ReadEvent } from "./event-document.ts";
import { splitKey } from "./split-key.ts";
import type { EventType } from "../types.generated.ts";

/** An event as its resolvers read it: plain values, and what its labelled ones are decided by. */
export interface EventRecord {
  readonly id: string;
  readonly type: EventType;
  readonly name: string | null;
  readonly timestamp: Date;
  readonly receivedAt: Date | undefined;
  readonly source: string | undefined;
  readonly messageId: string | undefined;
  readonly stored: ReadEvent;
  /** The purposes in force for the customer whose event it is. */
  readonly inForce: readonly string[];
}

/** The record of an event that was read for a customer. */
export function toRecord(stored: ReadEvent, inForce: readonly string[]): EventRecord {
  const { type, name } = splitKey(stored.key);
  return {
    id: stored._id,
    type,
    name,
    timestamp: stored.ts,
    receivedAt: stored.receivedAt,
    source: stored.source,
    messageId: stored.messageId,
    stored,
    inForce,
  };
}
