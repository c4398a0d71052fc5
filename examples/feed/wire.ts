/** The systems that the sample company runs. */
export const SOURCES = [
  "web",
  "mobile",
  "crm",
  "pos",
  "email",
  "loyalty",
  "support",
  "ads",
] as const;

/** One of those systems. */
export type Source = (typeof SOURCES)[number];

/** A plain JSON value; a key that is undefined is not written. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A plain JSON object. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** One call in the Segment wire format (Segment tracking spec: common fields, identify, track, page, screen, group, alias). */
export interface WireEvent {
  readonly type: "identify" | "track" | "page" | "screen" | "group" | "alias";
  readonly messageId: string;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly previousId?: string | undefined;
  readonly groupId?: string | undefined;
  /** What happened, of a `track` call. */
  readonly event?: string | undefined;
  /** Which page or screen, of a `page` or `screen` call. */
  readonly name?: string | undefined;
  readonly properties?: JsonObject | undefined;
  readonly traits?: JsonObject | undefined;
  readonly context: JsonObject;
  /** When it happened, ISO 8601 in UTC; corrected by the collector where the client's clock was wrong. */
  readonly timestamp: string;
  /** When the client sent it, by the client's own clock. */
  readonly sentAt: string;
  readonly integrations: JsonObject;
}

/** One record as it arrives. */
export interface FeedRecord {
  readonly source: Source;
  readonly event: WireEvent;
}

/** What a source has to say, before a message id and the way of delivery are given to it. */
export interface Draft {
  readonly source: Source;
  /** Whose doing it is; null where nobody can tell from the record. */
  readonly person: string | null;
  /** When it happened, ms since the epoch. */
  readonly at: number;
  readonly event: Omit<WireEvent, "messageId" | "timestamp" | "sentAt" | "integrations">;
}
