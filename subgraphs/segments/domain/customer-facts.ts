/** The evidence that a customer's segments follow from. */
export interface CustomerFacts {
  /** The canonical id. */
  readonly customer: string;
  /** No rule is true of a customer before there was anything of it. */
  readonly firstSeenAt: Date;
  /** The purposes in force. */
  readonly purposes: readonly string[];
  /** Everything that was stated of each trait, ascending by time, then by event; null where it was taken back. */
  readonly traits: ReadonlyMap<string, readonly { readonly at: Date; readonly value: unknown }[]>;
  /** When events of each key happened, ascending. */
  readonly events: ReadonlyMap<string, readonly Date[]>;
}

/** What a batch brought about a customer. */
export interface Touch {
  readonly customer: string;
  readonly eventKeys: readonly string[];
  readonly traitKeys: readonly string[];
  /** Anything may have changed: its profiles, its purposes, the time. */
  readonly all: boolean;
}

/** Whose evidence is needed, and which. */
export interface FactsNeeded {
  readonly customers: readonly string[];
  readonly traitKeys: readonly string[];
  readonly eventKeys: readonly string[];
  /** Which times are enough where somebody has very many. */
  readonly thin: ThinTimes;
}

/**
 * Of the times of one event key within one span only the first and the last few: no rule tells the difference. Spans
 * are no longer than the shortest window and a rule counts no more events than are kept, so that any window that holds
 * a time left out holds all that are kept before it, or all behind it.
 */
export interface ThinTimes {
  readonly keep: number;
  /** Milliseconds. */
  readonly span: number;
}
