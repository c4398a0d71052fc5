import type { NotedBatch } from "./pending-event.ts";

/** What became of an event that was offered for storage. */
export type AppendOutcome = "accepted" | "duplicate" | "conflict";

/** What became of events that were offered for storage. */
export interface Appended {
  /** One outcome for each event, in order. */
  readonly outcomes: readonly AppendOutcome[];
  /** The batch that the work of what has happened waits as; null where there is none, or more than one. */
  readonly batch: NotedBatch | null;
}
