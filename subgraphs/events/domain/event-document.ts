/** An event as it is kept: no identifier's value, but the key of the profile that it is evidence of. */
export interface EventDocument {
  /** Made from source and message id, so that the same event has the same id for ever. */
  readonly _id: string;
  /** Null where nothing in the event identifies anybody. */
  readonly profile: string | null;
  /** When it happened. */
  readonly ts: Date;
  /** `type:name`: what counts, filters and segments go by; the index covers it. */
  readonly key: string;
  readonly source: string;
  readonly messageId: string;
  readonly receivedAt: Date;
  readonly properties: Record<string, unknown>;
  readonly context: Record<string, unknown>;
  readonly groupId?: string;
  /** Hash of the content, transport times aside: tells a repeat from another event under the same id. */
  readonly hash: string;
  /**
   * By path (`properties.total`, `timestamp`), what was sent in the place of a value that was changed. Labelled like
   * the values themselves. What was sent of a trait is identity's to keep.
   */
  readonly originals?: Readonly<Record<string, unknown>>;
  /** The tracking plan that it was held against: `web@3`. */
  readonly plan?: string;
  /** The version of the rules that brought its values into their standard form: `standard@1`. */
  readonly standard?: string;
}

/** What is read of an event: all of it, or what the timeline's index holds. */
export type ReadEvent = Pick<EventDocument, "_id" | "ts" | "key"> & Partial<EventDocument>;
