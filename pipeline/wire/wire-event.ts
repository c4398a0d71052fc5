/** The kinds of call (Segment spec). */
export const EVENT_TYPES = ["identify", "track", "page", "screen", "group", "alias"] as const;

/** A kind of call. */
export type WireType = (typeof EVENT_TYPES)[number];

/** An event in the Segment wire format, checked: what is there has the right type and fits. */
export interface WireEvent {
  readonly type: WireType;
  /** Null where the sender gave none. */
  readonly messageId: string | null;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly previousId: string | null;
  readonly groupId: string | null;
  /** The event's name for `track`, the page's or screen's for `page` and `screen`. */
  readonly name: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  /** When it happened; null where the sender did not say. */
  readonly timestamp: Date | null;
  /** The time that was sent, where the sender's clock was wrong and `timestamp` is put right. */
  readonly sentTimestamp?: string;
}

/** The codes of what is wrong with an event by itself, whatever its source. */
export const REJECT_CODES = [
  "invalid_type",
  "missing_field",
  "too_long",
  "too_large",
  "unknown_type",
  "invalid_time",
  "invalid_structure",
  "no_identifier",
] as const;

/** Why an event is not accepted. The codes are a promise: senders sort their rejects by them. */
export type RejectCode = (typeof REJECT_CODES)[number];

/** The codes of what a source's tracking plan finds fault with. */
export const PLAN_CODES = [
  "plan_undeclared_event",
  "plan_undeclared_property",
  "plan_missing_property",
  "plan_invalid_property",
  "plan_missing_identifier",
] as const;

/** What a tracking plan finds fault with; its mode says whether the event is put aside or refused for it. */
export type PlanCode = (typeof PLAN_CODES)[number];

/**
 * The codes of what is put aside whatever its plan says: another event has its id, its source's mapping makes nothing of
 * the record, or the record of a file can't be read.
 */
export const HOLD_CODES = ["id_conflict", "mapping_failed", "unreadable_record"] as const;

/** Why an event is put aside or refused by more than its form. */
export type HoldCode = (typeof HOLD_CODES)[number] | PlanCode;

/** What is wrong with one event: where, what, and what to do. */
export interface WireFault {
  readonly code: RejectCode | HoldCode;
  readonly field: string | null;
  readonly message: string;
  /** The plan's name and version, `web@3`, where it is a plan that finds fault. */
  readonly plan?: string;
}
