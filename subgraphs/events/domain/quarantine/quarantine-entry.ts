import type { EventType } from "../../types.generated.ts";

/** What is wrong with a sent item: the codes are listed in docs/quarantine.md. */
export interface Fault {
  readonly code: string;
  /** The field at fault; null where the item as a whole is meant. */
  readonly field: string | null;
  /** What is wrong and what to do; never a value that was sent. */
  readonly message: string;
  /** The plan that finds fault, `web@3`; null where it is not a plan's fault. */
  readonly plan: string | null;
}

/** Something that is put aside, as acceptance hands it over. */
export interface PutAside {
  /** The id that the event has, or would have. */
  readonly event: string;
  readonly source: string;
  readonly messageId: string;
  /** `event`: in the wire format; `record`: a source's record that no event could be made of. */
  readonly kind: "event" | "record";
  /** The event's kind and name; null where it could not be read. */
  readonly type: EventType | null;
  readonly name: string | null;
  /** The kind of call, where the address said it; null where the event says it itself. */
  readonly call: string | null;
  /** What was judged, as JSON. */
  readonly body: string;
  /** The text that the body was read from, as its system sent it; null where that is the body. */
  readonly original: string | null;
  readonly fault: Fault;
  readonly receivedAt: Date;
  /** Its sender handed it over then, so that its `sentAt` shows the sender's clock. */
  readonly live?: true;
}

/** What can become of what was put aside. */
export type QuarantineState = "WAITING" | "REPLAYED" | "DISCARDED";

/** A change of what will be sent at the next replay. */
export interface AppliedPatch {
  readonly at: Date;
  readonly by: string;
  /** The patch, as JSON: an array is RFC 6902, anything else RFC 7396. */
  readonly patch: string;
}

/** How the last replay ended. */
export interface Attempt {
  readonly at: Date;
  readonly by: string;
  readonly outcome: "ACCEPTED" | "DUPLICATE" | "QUARANTINED" | "REJECTED";
  readonly fault: Fault | null;
}

/** Something in quarantine: what came, why it waits, and what was done about it. Never deleted by what is done. */
export interface QuarantineEntry extends PutAside {
  readonly _id: string;
  readonly state: QuarantineState;
  /** Replays so far. */
  readonly attempts: number;
  /** Counts the patches: a change is made to what was read, or not at all. */
  readonly revision: number;
  readonly patches: readonly AppliedPatch[];
  /** What the patches made of the body. */
  readonly patched?: string;
  readonly lastAttempt?: Attempt;
  /** When and by whom it was settled, and why where it was discarded. */
  readonly settled?: { readonly at: Date; readonly by: string; readonly reason: string | null };
  /** The event that it was replayed as. */
  readonly replayedAs?: string | null;
  /** The replay that holds it; stays where a replay was cut off between sending and noting. */
  readonly holder?: string;
  readonly heldUntil?: Date;
}

/** An entry as it begins. */
export function newEntry(_id: string, aside: PutAside): QuarantineEntry {
  return { _id, ...aside, state: "WAITING", attempts: 0, revision: 0, patches: [] };
}

/** What a replay would send. */
export function bodyNow({ patched, body }: QuarantineEntry): string {
  return patched ?? body;
}
