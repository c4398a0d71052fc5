import type { Collection, Db, Timestamp } from "mongodb";
import { dropFormerIndexes } from "../../platform/drop-former-indexes.ts";
import { MAJORITY } from "../../platform/mongo.ts";
import type { DayState } from "./domain/computed/day-state.ts";
import type { EventDocument } from "./domain/event-document.ts";
import type { ImportState, WatermarkValue } from "./domain/import-state.ts";
import type { FieldCounts } from "./domain/quality/day-metrics.ts";
import type { QuarantineEntry } from "./domain/quarantine/quarantine-entry.ts";
import type { FoundAlarm } from "./domain/quality/find-alarms.ts";
import type { ViolationDocument } from "./domain/violation-count.ts";
import type { QualityScore, TraitAgreement } from "./types.generated.ts";

/** What is still to do of a batch that was accepted; gone when it is done, and the identifiers' values with it. */
export interface InboxDocument {
  readonly _id: string;
  /** Whose share it is; see `share.ts`. */
  readonly slot: number;
  /** Nobody takes it before. */
  readonly due: Date;
  readonly attempts: number;
  /** How often it was looked at when not all its events were stored. */
  readonly looks?: number;
  /** The worker that has it in hand, while that has a lease. */
  readonly by?: string;
  /** The look that took it last. */
  readonly claim?: string;
  /** How many events it is about. */
  readonly events: number;
  /** What they say about somebody, as text: names in it may be what a field's name may not. */
  readonly work: string;
}

/** That a worker is there; see `EventsPort.beat`. */
export interface LeaseDocument {
  /** The worker: a new one at every start of a process. */
  readonly _id: string;
  /** In force before, by the server's clock. */
  readonly until: Date;
  /** Names the states of computed traits that it keeps; see `computed/progress.ts`. */
  readonly traits?: string;
}

/** What was counted of one event key of one source on one day; see `DayMetrics`. Names are field names. */
export interface MetricDocument extends Partial<
  Readonly<Record<"accepted" | "duplicate" | "quarantined" | "rejected", number>>
> {
  readonly _id: string;
  readonly source: string;
  readonly key: string;
  readonly day: Date;
  readonly noted?: number;
  readonly looked?: number;
  readonly codes?: Readonly<Record<string, number>>;
  readonly notes?: Readonly<Record<string, number>>;
  readonly hours?: Readonly<Record<string, number>>;
  readonly delays?: Readonly<Record<string, number>>;
  readonly fields?: Readonly<Record<string, Partial<FieldCounts>>>;
  readonly firstAt?: Date;
  readonly lastAt?: Date;
  readonly plan?: string;
}

/** Something that is not as it was with a source; one document for all the times that it comes back. */
export interface AlarmDocument extends FoundAlarm {
  readonly _id: string;
  readonly since: Date;
  /** Null while it stands; forgotten some time after it is over. */
  readonly clearedAt: Date | null;
}

/** What the last round found of a source. */
export interface SourceQualityDocument {
  /** The source. */
  readonly _id: string;
  readonly at: Date;
  readonly score: QualityScore;
  readonly agreement: readonly TraitAgreement[];
}

/** When a round by time was begun last. */
export interface RoundDocument {
  readonly _id: string;
  readonly at: Date;
}

/** How far an import is. */
export type ImportDocument = Omit<ImportState, "reasons"> & {
  readonly _id: string;
  readonly reasons: string;
};

/** How far the imports of a table are. */
export interface WatermarkDocument {
  readonly _id: string;
  readonly value: WatermarkValue;
}

/** What one profile's events of one month come to, for each definition of a computed trait, by day. */
export interface ComputedDocument {
  /** Profile and month. */
  readonly _id: string;
  readonly profile: string;
  /** Twelve a year. */
  readonly month: number;
  /** By day: the cluster time at which the events it rests on began to be read. Of two writers the later reader wins. */
  readonly at: Readonly<Record<string, Timestamp>>;
  /** By the definition's state, then by day. */
  readonly v?: Readonly<Record<string, Readonly<Record<string, DayState>>>>;
}

/** A profile's day with so many events that it is not computed by every batch; see `computed/hot-days.ts`. */
export interface HotDayDocument {
  /** Profile and day. */
  readonly _id: string;
  readonly profile: string;
  readonly day: number;
  /** How long it waits from its first mark to being computed, milliseconds. */
  readonly pause: number;
  /** There are events that it was not computed from; another with each batch that stored some. */
  readonly mark?: string;
  /** Nobody computes it before; there while the mark is. */
  readonly due?: Date;
  /** How many batches have marked it since it was computed. */
  readonly touches?: number;
  /** It had so many events when it was computed that they are read a part at a time. */
  readonly isLarge?: boolean;
  /** Since when it has no mark; forgotten some days later. */
  readonly idleSince?: Date;
}

/** How far history has been worked for a definition's state. */
export interface ComputedProgressDocument {
  /** The state. */
  readonly _id: string;
  /** Another with each beginning: whoever went over history for an earlier one changes nothing any more. */
  readonly run?: string;
  readonly done: boolean;
  /** The profile and day worked last; null at the start. */
  readonly cursor: { readonly profile: string; readonly day: number } | null;
}

/** The collections of this subgraph. */
export interface EventsStore {
  readonly events: Collection<EventDocument>;
  readonly quarantine: Collection<QuarantineEntry>;
  readonly inbox: Collection<InboxDocument>;
  readonly leases: Collection<LeaseDocument>;
  readonly metrics: Collection<MetricDocument>;
  readonly violations: Collection<ViolationDocument>;
  readonly alarms: Collection<AlarmDocument>;
  readonly sourceQuality: Collection<SourceQualityDocument>;
  readonly rounds: Collection<RoundDocument>;
  readonly imports: Collection<ImportDocument>;
  readonly watermarks: Collection<WatermarkDocument>;
  readonly computed: Collection<ComputedDocument>;
  readonly computedHot: Collection<HotDayDocument>;
  readonly computedProgress: Collection<ComputedProgressDocument>;
  readonly db: Db;
}

/** Counts of plan violations are kept for 90 days. */
const VIOLATIONS_KEPT_S = 90 * 24 * 3_600;

/** An alarm that is over is kept for 30 days. */
const ALARMS_KEPT_S = 30 * 24 * 3_600;

/** That a day is hot is kept for two days after it was computed last: it is found out anew where it still gets events. */
const HOT_KEPT_S = 2 * 24 * 3_600;

/** How far an import was is kept for 90 days. */
const IMPORTS_KEPT_S = 90 * 24 * 3_600;

/** The collections. What a sender is told of is acknowledged by a journaled majority. */
export function openStore(db: Db): EventsStore {
  const writeConcern = MAJORITY;
  return {
    db,
    events: db.collection<EventDocument>("events", { writeConcern }),
    quarantine: db.collection<QuarantineEntry>("quarantine", { writeConcern }),
    inbox: db.collection<InboxDocument>("inbox"),
    leases: db.collection<LeaseDocument>("leases"),
    metrics: db.collection<MetricDocument>("metric_daily"),
    violations: db.collection<ViolationDocument>("plan_violations"),
    alarms: db.collection<AlarmDocument>("quality_alarms"),
    sourceQuality: db.collection<SourceQualityDocument>("source_quality"),
    rounds: db.collection<RoundDocument>("quality_rounds"),
    imports: db.collection<ImportDocument>("imports", { writeConcern }),
    watermarks: db.collection<WatermarkDocument>("watermarks", { writeConcern }),
    computed: db.collection<ComputedDocument>("computed_days"),
    computedHot: db.collection<HotDayDocument>("computed_hot"),
    computedProgress: db.collection<ComputedProgressDocument>("computed_progress"),
  };
}

const LEASES_KEPT_SECONDS = 3_600;
const METRICS_KEPT_SECONDS = 400 * 24 * 60 * 60;

/** Makes the indexes, and drops those of earlier versions; does nothing where that is done. */
export async function ensureIndexes(store: EventsStore): Promise<void> {
  await store.events.createIndexes([
    { key: { profile: 1, ts: -1, _id: -1, key: 1 }, name: "timeline" },
  ]);
  await store.inbox.createIndexes([{ key: { due: 1, slot: 1, by: 1, events: 1 }, name: "by_due" }]);
  await store.leases.createIndexes([
    { key: { until: 1 }, name: "expiry", expireAfterSeconds: LEASES_KEPT_SECONDS },
  ]);
  await store.computed.createIndexes([{ key: { profile: 1, month: 1 }, name: "by_profile" }]);
  await store.computedHot.createIndexes([
    { key: { due: 1 }, name: "due", sparse: true },
    { key: { idleSince: 1 }, name: "forget", expireAfterSeconds: HOT_KEPT_S },
  ]);
  await store.metrics.createIndexes([
    { key: { source: 1, day: 1 }, name: "by_source" },
    { key: { key: 1, day: 1 }, name: "by_key" },
    { key: { day: 1 }, name: "expiry", expireAfterSeconds: METRICS_KEPT_SECONDS },
  ]);
  await store.violations.createIndexes([
    { key: { day: 1, source: 1 }, name: "by_day" },
    { key: { lastAt: 1 }, name: "forget", expireAfterSeconds: VIOLATIONS_KEPT_S },
  ]);
  await store.alarms.createIndexes([
    { key: { source: 1, clearedAt: 1 }, name: "by_source" },
    { key: { clearedAt: 1 }, name: "forget", expireAfterSeconds: ALARMS_KEPT_S },
  ]);
  await store.imports.createIndexes([
    { key: { source: 1, startedAt: -1 }, name: "newest" },
    { key: { updatedAt: 1 }, name: "forget", expireAfterSeconds: IMPORTS_KEPT_S },
  ]);
  await store.quarantine.createIndexes([
    { key: { receivedAt: -1, _id: -1 }, name: "list" },
    { key: { state: 1, receivedAt: -1, _id: -1 }, name: "by_state" },
    { key: { source: 1, state: 1, receivedAt: -1, _id: -1 }, name: "by_source" },
    { key: { "fault.code": 1, state: 1, receivedAt: -1, _id: -1 }, name: "by_reason" },
    { key: { "fault.plan": 1, state: 1, receivedAt: -1, _id: -1 }, name: "by_plan" },
    { key: { "fault.field": 1, state: 1, receivedAt: -1, _id: -1 }, name: "by_field" },
    { key: { event: 1, receivedAt: -1 }, name: "by_event" },
  ]);
  await dropFormerIndexes(store.events, [{ name: "pending", key: { "todo.due": 1 } }]);
  await dropFormerIndexes(store.inbox, [
    { name: "waiting", key: { due: 1 } },
    { name: "by_share", key: { slot: 1, due: 1, by: 1, events: 1 } },
  ]);
  await dropFormerIndexes(store.quarantine, [{ name: "newest", key: { receivedAt: -1 } }]);
}
