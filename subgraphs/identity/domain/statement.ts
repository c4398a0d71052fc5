/** What one event states of one trait. */
export interface Statement {
  /** Event time. */
  readonly at: Date;
  /** The event's id. */
  readonly event: string;
  readonly source: string;
  /** Null where it takes the value back. */
  readonly value: unknown;
}

/** The order of statements: by event time, then by event id. */
export function inOrder(
  a: Pick<Statement, "at" | "event">,
  b: Pick<Statement, "at" | "event">,
): number {
  return a.at.getTime() - b.at.getTime() || (a.event < b.event ? -1 : a.event > b.event ? 1 : 0);
}

/** What was in force over time: for each statement, in order, the value from its instant on. */
export type StatedOverTime = readonly Pick<Statement, "at" | "event" | "value">[];
