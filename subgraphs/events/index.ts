import type { Caller } from "../../platform/caller.ts";
import type { Clock } from "../../platform/clock.ts";
import { openScope } from "../../platform/customer-scope.ts";
import type { Keys } from "../../platform/keys.ts";
import type { Labels } from "../../platform/labels.ts";
import type { Log } from "../../platform/log.ts";
import type { Database } from "../../platform/mongo.ts";
import type { QualityPolicy } from "../../platform/quality.ts";
import { DateTime, Json, scopeScalar } from "../../platform/scalars.ts";
import { subgraphSchema, type Subgraph } from "../../platform/subgraph.ts";
import type { EventsContext, Ingest } from "./context.ts";
import { createLoaders } from "./loaders.ts";
import { createPort, type EventsPort } from "./port.ts";
import { openComputedTraits, type ComputedTraitsPort } from "./computed/computed-traits.ts";
import type { HotFrom } from "./computed/read-days.ts";
import type { ComputedDefinition } from "./domain/computed/definition.ts";
import { ComputedTrait } from "./resolvers/ComputedTrait.ts";
import { ComputedTraitDefinition } from "./resolvers/ComputedTraitDefinition.ts";
import { createQualityPort, type QualityPort } from "./quality.ts";
import { Customer } from "./resolvers/Customer.ts";
import { Event } from "./resolvers/Event.ts";
import { Mutation } from "./resolvers/Mutation.ts";
import { QuarantinedEvent } from "./resolvers/QuarantinedEvent.ts";
import { QuarantineAttempt } from "./resolvers/QuarantineAttempt.ts";
import { QuarantinePatch } from "./resolvers/QuarantinePatch.ts";
import { Query } from "./resolvers/Query.ts";
import { ReceivedEvent } from "./resolvers/ReceivedEvent.ts";
import { Subscription } from "./resolvers/Subscription.ts";
import { createLive, type Live } from "./live/live.ts";
import type { ReplayQuarantine } from "./quarantine/replay-verb.ts";
import { ensureIndexes, openStore } from "./store.ts";
import type { Resolvers, Source, TrackingPlan } from "./types.generated.ts";

export type { Ingest } from "./context.ts";
export type { ComputedDefinition } from "./domain/computed/definition.ts";
export { readComputedTraits } from "./domain/computed/read-definitions.ts";
export type { EventDocument } from "./domain/event-document.ts";
export {
  ALL_EVENTS,
  noField,
  noMetrics,
  OTHER,
  UNREADABLE,
  type DayMetrics,
  type FieldCounts,
  type ValueKind,
} from "./domain/quality/day-metrics.ts";
export { delayBucket } from "./domain/quality/delay.ts";
export { addMetrics } from "./domain/quality/merge-metrics.ts";
export type { Live } from "./live/live.ts";
export type { QuarantineEntry } from "./domain/quarantine/quarantine-entry.ts";
export type { ReplayQuarantine, ReplayResult } from "./quarantine/replay-verb.ts";
export type { AlarmChanges } from "./alarms.ts";
export type { QualityPort } from "./quality.ts";
export {
  openNoted,
  type NotedBatch,
  type PendingBatch,
  type PendingEvent,
} from "./domain/pending-event.ts";
export type { Share } from "./domain/share.ts";
export {
  newImport,
  type ImportOutcomes,
  type ImportState,
  type ImportWatermark,
  type WatermarkValue,
} from "./domain/import-state.ts";
export type { ProfileTimes } from "./domain/profile-times.ts";
export type { AppendOutcome } from "./domain/appended.ts";
export type { EventsPort, ImportsPort } from "./port.ts";
export type {
  EventInput,
  EventType,
  IngestResult,
  QualityAlarm,
  QualityScore,
  Source,
  SourceHealth,
  TrackingPlan,
  TraitAgreement,
} from "./types.generated.ts";
export type { ViolationCount } from "./domain/violation-count.ts";

/** The events subgraph: the append-only log of what happened, and what is still to do of it. */
export interface Events extends Subgraph<EventsContext>, EventsPort, ComputedTraitsPort {
  /** How good what comes in is. */
  readonly quality: QualityPort;
  /** Makes the indexes; call once at start. */
  ensureIndexes(): Promise<void>;
  /** What comes in, for who looks on. */
  readonly live: Live;
}

/** What the events subgraph is handed. */
export interface EventsDependencies {
  readonly database: Database;
  readonly keys: Keys;
  readonly labels: Labels;
  readonly clock: Clock;
  readonly log: Log;
  readonly scopeForm: "sealed" | "signed";
  /** The pipeline's verb behind the mutation `ingest`. */
  readonly ingest: Ingest;
  /** The pipeline's verb behind the mutation `replayQuarantine`. */
  readonly replayQuarantine: ReplayQuarantine;
  /** The tracking plans that this deployment judges by. */
  readonly trackingPlans: readonly TrackingPlan[];
  /** What is computed of a customer's events; nothing where absent. */
  readonly computedTraits?: readonly ComputedDefinition[];
  /** Which days of a profile are not computed by every batch; `HOT_FROM` where absent. */
  readonly hotFrom?: HotFrom;
  /** The sources that this deployment knows. */
  readonly sources: readonly Source[];
  /** How quality is scored. */
  readonly quality: QualityPolicy;
}

/**
 * From 1,000 events on reading a day costs more than all else that a batch costs; so does reading 10,000 events of many
 * days, of which those of over 30 are dearer to read with every batch than to mark.
 */
const HOT_FROM: HotFrom = { events: 1_000, busy: 10_000, busyEvents: 30 };

/** Opens the subgraph over a database. */
export function createEvents(dependencies: EventsDependencies): Events {
  const { database, keys, labels, clock, scopeForm, ingest, trackingPlans, sources } = dependencies;
  const { replayQuarantine, computedTraits, log } = dependencies;
  const store = openStore(database.db);
  const computed = openComputedTraits({
    store,
    database,
    clock,
    traits: computedTraits ?? [],
    hot: dependencies.hotFrom ?? HOT_FROM,
  });
  const port = createPort(store, keys, clock, computed.name);
  const quality = createQualityPort({
    store,
    idOf: (kind, ...parts) => port.idOf(kind, parts.join("\n")),
    trackingPlans,
    policy: dependencies.quality,
    clock,
  });
  // A subgraph of its own process accepts little of what comes in: what others store it is told by the database.
  const live = createLive(store, scopeForm === "sealed" ? "own" : "stored", (error) => {
    log.warn({ err: error }, "the live tail was interrupted");
  });
  const resolvers: Resolvers = {
    Query,
    Mutation,
    Customer,
    Event,
    QuarantinedEvent,
    QuarantineAttempt,
    QuarantinePatch,
    ComputedTrait,
    ComputedTraitDefinition,
    ReceivedEvent,
    Subscription,
  };
  const schema = subgraphSchema("events", resolvers, [
    DateTime,
    Json,
    scopeScalar(scopeForm, keys),
  ]);
  return {
    ...port,
    live,
    computeTraits: (some) => computed.compute(some),
    foldTraits: () => computed.fold(),
    traitsLate: () => computed.late(),
    backfillTraits: () => computed.backfill(),
    beat: async (worker, forMs) => {
      const live = await port.beat(worker, forMs);
      await computed.announce();
      return live;
    },
    retain: async (before, options) => {
      // What waits to be counted is counted first, as it would have been on a day of fewer events.
      if (!options.isDry) await computed.foldBefore(before);
      return port.retain(before, options);
    },
    quality,
    name: "events",
    get schema() {
      return schema();
    },
    contextFor: (caller: Caller) => ({
      caller,
      labels,
      ingest,
      clock,
      trackingPlans,
      sources,
      live,
      replayQuarantine,
      quarantined: port.quarantined,
      computed,
      locate: (source, messageId) => port.locate(source, messageId),
      quality,
      violations: (query) => port.violations(query),
      status: () => port.status(),
      loaders: createLoaders(store, clock()),
      grantOf: (scope) => openScope(scope, caller, keys, clock().getTime()),
    }),
    ensureIndexes: () => ensureIndexes(store),
  };
}
