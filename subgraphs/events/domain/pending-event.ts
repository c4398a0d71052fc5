/** What an accepted event says about somebody, on its way to identity, consent and segments. */
export interface PendingEvent {
  /** The event's id. */
  readonly id: string;
  /** The hash of its content: of two events that claim one id, only the stored one is worked. */
  readonly hash: string;
  readonly profile: string | null;
  readonly ts: Date;
  readonly key: string;
  readonly source: string;
  readonly receivedAt: Date;
  readonly identifiers: readonly { id: string; namespace: string; value: string }[];
  readonly traits: Readonly<Record<string, unknown>>;
  /** By trait, what was sent in the place of a value that standardising changed. */
  readonly originals?: Readonly<Record<string, unknown>>;
  /** The tracking plan that the event was held against, `web@3`; null where its source has none. */
  readonly plan: string | null;
  /** The rules that its values were standardised by, `standard@1`; null where they stand as they were sent. */
  readonly standard: string | null;
  /** The sender's own id of it; absent where it states no traits, for only their lineage asks. */
  readonly messageId?: string;
  readonly decisions: readonly { purpose: string; denied: boolean }[];
}

/** Accepted events that are worked together or not at all. */
export interface PendingBatch {
  readonly id: string;
  readonly attempts: number;
  readonly events: readonly PendingEvent[];
}

/**
 * A batch that was just accepted, as its note says it: a text until it is worked. Thousands of events that wait as objects
 * are looked at by every collection of garbage, and cost most of what it takes to hand them to another thread.
 */
export interface NotedBatch {
  readonly id: string;
  readonly text: string;
  /** The places in it of events that were not accepted, ascending: nothing is to be done of them. */
  readonly without: readonly number[];
  /** How many events are to be worked. */
  readonly size: number;
}

/** The batch that was noted. */
export function openNoted({ id, text, without }: NotedBatch): PendingBatch {
  const events = readWork(text);
  const left = new Set(without);
  return {
    id,
    attempts: 0,
    events: left.size === 0 ? events : events.filter((_, place) => !left.has(place)),
  };
}

/** The text that a batch waits as. Times are numbers: as texts they cost as much as all the rest. */
export function writeWork(events: readonly PendingEvent[]): string {
  return JSON.stringify(
    events.map((event) => ({ ...event, ts: +event.ts, receivedAt: +event.receivedAt })),
  );
}

/** The batch that a text says. */
export function readWork(text: string): PendingEvent[] {
  // Those that were noted earlier have their times as texts.
  const events = JSON.parse(text) as (PendingEvent & {
    ts: number | string;
    receivedAt: number | string;
  })[];
  return events.map((event) => ({
    ...event,
    // Those that were noted before these were known have none.
    plan: (event.plan as string | null | undefined) ?? null,
    standard: (event.standard as string | null | undefined) ?? null,
    ts: new Date(event.ts),
    receivedAt: new Date(event.receivedAt),
  }));
}
