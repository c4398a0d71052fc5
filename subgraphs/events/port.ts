import type { Clock } from "../../platform/clock.ts";
import { insertNew } from "../../platform/insert-new.ts";
import type { Keys } from "../../platform/keys.ts";
import { appendEvents, foreseeOutcomes } from "./append-events.ts";
import type { AppendOutcome, Appended } from "./domain/appended.ts";
import type { EventDocument } from "./domain/event-document.ts";
import { locate, type LocatedEvent } from "./locate.ts";
import type { PendingBatch, PendingEvent } from "./domain/pending-event.ts";
import type { DayMetrics } from "./domain/quality/day-metrics.ts";
import type { Share } from "./domain/share.ts";
import { claimWork, countWaiting, postponeWork } from "./inbox.ts";
import { beat, endLease } from "./leases.ts";
import { addUp, readMetrics, type MetricsQuery } from "./metrics.ts";
import type { ViolationCount } from "./domain/violation-count.ts";
import type { ProfileTimes } from "./domain/profile-times.ts";
import { readTimes } from "./read-times.ts";
import { retainEvents, type Retained, type RetainOptions } from "./retention.ts";
import { addViolations, readViolations, type ViolationQuery } from "./violations.ts";
import type { PlanViolation } from "./types.generated.ts";
import type { ImportState, WatermarkValue } from "./domain/import-state.ts";
import {
  listImports,
  raiseWatermark,
  readImport,
  readWatermark,
  saveImport,
  takeImport,
} from "./imports.ts";
import { createQuarantined, type Quarantined } from "./quarantine/quarantined.ts";
import { newEntry, type PutAside } from "./domain/quarantine/quarantine-entry.ts";
import type { EventsStore } from "./store.ts";

/** The verbs of the event log. */
export interface EventsPort {
  /** The id of an event, for ever: made from its source and the sender's id of it. */
  idOf(source: string, messageId: string): string;
  /**
   * Stores what is new, and what is to be done of it, durable when the promise resolves (majority, journaled).
   * `duplicate`: stored before with the same content; `conflict`: stored before with other content. Nobody takes the
   * work before `due`; where a worker has it in hand already (`by`, its lease), nobody else while that lease lasts.
   */
  append(
    events: readonly EventDocument[],
    work: readonly PendingEvent[],
    due: Date,
    by?: string | null,
  ): Promise<Appended>;
  /** What `append` would answer now; stores nothing. */
  foresee(events: readonly EventDocument[]): Promise<AppendOutcome[]>;
  /** Keeps events aside, with their original text; a repeat of the same text changes nothing. */
  quarantine(entries: readonly PutAside[]): Promise<void>;
  /** What is in quarantine, and what is done about it. */
  readonly quarantined: Quarantined;
  /** Takes about `most` events, by the batch, of a worker's share that are due and that no live worker has in hand. */
  claim(most: number, share: Share): Promise<PendingBatch[]>;
  /** Puts a worker's lease in force for `forMs` from now, by the server's clock; answers all leases in force. */
  beat(worker: string, forMs: number): Promise<string[]>;
  /** Ends a worker's lease at once: others take over what it leaves. */
  endLease(worker: string): Promise<void>;
  /** Ends batches: what they said of somebody is in identity, consent and segments now. */
  settle(batches: readonly string[]): Promise<void>;
  /** Leaves `left` of a batch for later, counts the attempt; the rest of it is done. */
  postpone(batch: PendingBatch, left: readonly PendingEvent[], due: Date): Promise<void>;
  /**
   * Deletes the content of events that happened before a date, and keeps their id and the hash of their content: a
   * repeat is still `duplicate`, other content under the id still `conflict`. Can be run again after a crash.
   */
  retain(before: Date, options: RetainOptions): Promise<Retained>;
  /**
   * When events of these keys happened to these profiles: one command, answered by the index alone. `thin`: of each span
   * of so many milliseconds the first and the last few only, for profiles of very many events.
   */
  times(
    profiles: readonly string[],
    keys: readonly string[],
    thin?: { readonly keep: number; readonly span: number } | null,
  ): Promise<ProfileTimes[]>;
  /** Adds to the counts of what tracking plans find fault with. */
  addViolations(counts: readonly ViolationCount[]): Promise<void>;
  /** What tracking plans found fault with since a day, most frequent first. */
  violations(query: ViolationQuery): Promise<readonly PlanViolation[]>;
  /** Where an event is that a source sent under an id of its own; null where it never was accepted or put aside. */
  locate(source: string, messageId: string): Promise<LocatedEvent | null>;
  /** How many events wait whose time has come, of all processes together: one command, answered by the index alone. */
  waiting(): Promise<number>;
  /** How many events wait, and how many are in quarantine. */
  status(): Promise<{ pending: number; quarantined: number }>;
  /**
   * Adds counts to those of their day: one command; what several processes count adds up. Answers how many of them the
   * server refused for good; throws where nobody answered.
   */
  recordMetrics(counted: readonly DayMetrics[]): Promise<number>;
  /** What was counted, a document a source, key and day, ascending by day; at most 20,000. */
  readMetrics(query: MetricsQuery): Promise<DayMetrics[]>;
  /** How far the imports of files are. */
  readonly imports: ImportsPort;
}

/** The verbs of imports: their state outlives the process that works them. */
export interface ImportsPort {
  /** Where an import stands; null where nobody began it. */
  read(source: string, id: string): Promise<ImportState | null>;
  /** The newest imports of a source. */
  list(source: string, limit: number): Promise<Omit<ImportState, "columns">[]>;
  /** Begins an import or takes it over: its earlier run can save nothing any more. */
  take(state: ImportState): Promise<void>;
  /** Keeps how far it is, durable; false where another run took it over. */
  save(state: ImportState): Promise<boolean>;
  /** The greatest value of a table's column that an import has finished with; null where there was none. */
  watermark(source: string, table: string, column: string): Promise<WatermarkValue | null>;
  /** Raises it; it never sinks. */
  raiseWatermark(
    source: string,
    table: string,
    column: string,
    value: WatermarkValue,
  ): Promise<void>;
}

/** The verbs over a store; `traits` names what this process computes of events. */
export function createPort(store: EventsStore, keys: Keys, clock: Clock, traits = ""): EventsPort {
  const idOf = (...parts: readonly string[]): string =>
    `e${keys.hash("identifier", parts.join("\n"))}`;
  return {
    idOf,

    append: (events, work, due, by = null) => appendEvents(store, events, work, { due, by }),

    foresee: (events) => foreseeOutcomes(store, events),

    quarantine: async (entries) => {
      await insertNew(
        store.quarantine,
        entries.map((aside) =>
          newEntry(idOf("quarantine", aside.event, aside.original ?? aside.body), aside),
        ),
      );
    },

    quarantined: createQuarantined(store),

    claim: (most, share) => claimWork(store, most, share, clock()),

    beat: (worker, forMs) => beat(store, worker, forMs, traits),

    endLease: (worker) => endLease(store, worker),

    settle: async (batches) => {
      await store.inbox.deleteMany({ _id: { $in: [...batches] } });
    },

    postpone: (batch, left, due) => postponeWork(store, batch, left, due),

    retain: (before, options) => retainEvents(store, before, options),

    times: (profiles, eventKeys, thin = null) =>
      readTimes(store, { profiles, keys: eventKeys, until: clock() }, thin),

    addViolations: (counts) =>
      addViolations(store, (...parts) => idOf("violation", ...parts), counts),

    violations: (query) => readViolations(store, query),

    locate: (source, messageId) => locate(store, idOf(source, messageId)),

    waiting: () => countWaiting(store, clock()),

    status: async () => ({
      pending: await countWaiting(store),
      quarantined: await store.quarantine.countDocuments({ state: "WAITING" }),
    }),

    recordMetrics: (counted) => addUp(store, counted),

    readMetrics: (query) => readMetrics(store, query),

    imports: {
      read: (source, id) => readImport(store, source, id),
      list: (source, limit) => listImports(store, source, limit),
      take: (state) => takeImport(store, state),
      save: (state) => saveImport(store, state),
      watermark: (source, table, column) => readWatermark(store, source, table, column),
      raiseWatermark: (source, table, column, value) =>
        raiseWatermark(store, source, table, column, value),
    },
  };
}
