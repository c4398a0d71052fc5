import type { WireFault, WireType } from "../wire/wire-event.ts";

/** One event as it came, and what its address says of it. */
export interface SentItem {
  /** The event in the wire format. */
  readonly raw: unknown;
  /** The kind of call, where the address says it. */
  readonly type?: WireType;
  /** The record that the event was made of, as its system sent it; kept where the event is put aside. */
  readonly original?: string;
  /** What its reader found wrong with the record: no event could be made of it, and it is put aside as it is. */
  readonly fault?: WireFault;
  /** Its sender hands it over now, so that its `sentAt` shows the sender's clock; recorded data's says nothing of it. */
  readonly live?: boolean;
  /** Its sender reads no answers: where it would be refused for its form, it is put aside instead. */
  readonly keep?: boolean;
  /** Set where it is replayed from quarantine: it is kept there already, so it is not put aside once more. */
  readonly replayed?: ReplayedItem;
}

/** Where an item comes from that is sent again. */
export interface ReplayedItem {
  /** When it came first: its times are read, and put right, as they would have been then. */
  readonly receivedAt: Date;
  /** The message id that it was given, where it came without one of its own; null for what a record is read anew as. */
  readonly messageId: string | null;
}

/** What became of one event that was sent. */
export interface ItemResult {
  /** Its place in the batch, from 0. */
  readonly index: number;
  readonly messageId: string | null;
  readonly outcome: "ACCEPTED" | "DUPLICATE" | "QUARANTINED" | "REJECTED";
  /** The event's id in the graph; null where it was rejected. */
  readonly id: string | null;
  readonly error: WireFault | null;
  /** What was left out of an accepted event, and why. */
  readonly notes: readonly string[];
}

/** Takes a batch in: durable when the promise resolves, one result an event, in order. */
export type Accept = (items: readonly SentItem[], source: string) => Promise<ItemResult[]>;
