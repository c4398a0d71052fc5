import type { Fault } from "./quarantine/quarantine-entry.ts";
import type { EventType, IngestOutcome, ReceivedFilter } from "../types.generated.ts";

/** Something that came in, as whoever listens is told of it. */
export interface ReceivedEvent {
  readonly id: string | null;
  readonly outcome: IngestOutcome;
  readonly source: string;
  readonly type: EventType | null;
  readonly name: string | null;
  readonly messageId: string | null;
  readonly timestamp: Date | null;
  readonly receivedAt: Date;
  readonly fault: Fault | null;
  /** What was stored; null where it was not: what is put aside may hold anything anywhere. */
  readonly properties: unknown;
  readonly context: unknown;
  /** The profile that it is evidence of; null where it is not stored, or nobody's. */
  readonly profile: string | null;
}

/** The same for one listener. */
export interface ReceivedMessage extends ReceivedEvent {
  /** Messages left out before this one. */
  readonly dropped: number;
}

/** Whether a listener wants to be told of it. */
export type Wants = (event: ReceivedEvent) => boolean;

/** Compiles a filter. */
export function wantsOf(filter: ReceivedFilter | null | undefined): Wants {
  const within = <T>(list: readonly T[] | null | undefined): ((value: T | null) => boolean) => {
    if (list === null || list === undefined) return () => true;
    const set = new Set<T | null>(list);
    return (value) => set.has(value);
  };
  const source = within(filter?.sources);
  const type = within(filter?.types);
  const name = within(filter?.names);
  const outcome = within(filter?.outcomes);
  return (event) =>
    source(event.source) && type(event.type) && name(event.name) && outcome(event.outcome);
}
