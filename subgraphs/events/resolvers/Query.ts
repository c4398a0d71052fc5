import { requireScope } from "../../../platform/caller.ts";
import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { badInput } from "../../../platform/errors.ts";
import type { EventsContext } from "../context.ts";
import { toRecord } from "../domain/event-record.ts";
import type { QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import { placeOf, quarantineCursor } from "../domain/quarantine/quarantine-query.ts";
import type { ComputedDefinition } from "../domain/computed/definition.ts";
import type {
  EventQuality,
  PlanViolation,
  QualityAlarm,
  QueryDataQualityArgs,
  QueryQualityAlarmsArgs,
  QuerySourceHealthArgs,
  QueryPlanViolationsArgs,
  QueryExplainResolutionArgs,
  QueryQuarantineArgs,
  QueryQuarantinedEventArgs,
  ResolutionState,
  Source,
  SourceHealth,
  TrackingPlan,
} from "../types.generated.ts";

/** The longest name of a source. */
const LONGEST_SOURCE = 64;
const MOST_DAYS = 90;
const DEFAULT_PAGE = 50;
const QUARANTINE_PAGE = 20;
const DEFAULT_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

/** What operators ask of the event log. */
export const Query = {
  computedTraits: (
    _: unknown,
    __: unknown,
    { caller, computed }: EventsContext,
  ): readonly ComputedDefinition[] => {
    requireScope(caller, "customers:read");
    return [...computed.definitions.values()];
  },

  ingestStatus: (_: unknown, __: unknown, { caller, status }: EventsContext) => {
    requireScope(caller, "operations:read");
    return status();
  },

  trackingPlans: (
    _: unknown,
    __: unknown,
    { caller, trackingPlans }: EventsContext,
  ): readonly TrackingPlan[] => {
    requireScope(caller, "operations:read");
    return trackingPlans;
  },

  sources: (_: unknown, __: unknown, { caller, sources }: EventsContext): readonly Source[] => {
    requireScope(caller, "operations:read");
    return sources;
  },

  planViolations: async (
    _: unknown,
    { source, since, first }: Partial<QueryPlanViolationsArgs>,
    { caller, violations, clock }: EventsContext,
  ): Promise<readonly PlanViolation[]> => {
    requireScope(caller, "operations:read");
    return violations({
      source: source ?? null,
      since: since ?? new Date(clock().getTime() - DEFAULT_DAYS * DAY_MS),
      first: pageSize(first, DEFAULT_PAGE),
    });
  },

  quarantine: async (
    _: unknown,
    { filter, first, after }: Partial<QueryQuarantineArgs>,
    { caller, quarantined }: EventsContext,
  ): Promise<Connection<QuarantineEntry>> => {
    requireScope(caller, "operations:read");
    const size = pageSize(first, QUARANTINE_PAGE);
    const found = await quarantined.list({
      filter: filter ?? null,
      after: placeOf(after),
      size: size + 1,
      order: "newest",
    });
    return toConnection(found, size, after, quarantineCursor);
  },

  quarantinedEvent: async (
    _: unknown,
    { id }: QueryQuarantinedEventArgs,
    { caller, quarantined }: EventsContext,
  ): Promise<QuarantineEntry | null> => {
    requireScope(caller, "operations:read");
    const [found] = await quarantined.find([id]);
    return found ?? null;
  },

  explainResolution: async (
    _: unknown,
    { source, messageId }: QueryExplainResolutionArgs,
    { caller, locate, clock }: EventsContext,
  ) => {
    requireScope(caller, "operations:read");
    const found = await locate(source, messageId);
    if (found === null) return null;
    const { id, stored, entries } = found;
    const isDue = stored !== null && stored.ts <= clock();
    const state: ResolutionState = stored === null ? "QUARANTINED" : "STORED";
    return {
      id,
      state,
      // Nobody's consent is asked here: labelled values stay withheld.
      event: isDue ? toRecord(stored, []) : null,
      quarantined: [...entries],
      profile: stored?.profile == null ? null : { key: stored.profile },
    };
  },

  sourceHealth: (
    _: unknown,
    { source }: QuerySourceHealthArgs,
    { caller, quality }: EventsContext,
  ): Promise<SourceHealth | null> => {
    requireScope(caller, "operations:read");
    return quality.health(checkedSource(source));
  },

  dataQuality: async (
    _: unknown,
    { source, key, since }: QueryDataQualityArgs,
    { caller, quality, clock }: EventsContext,
  ): Promise<EventQuality[]> => {
    requireScope(caller, "operations:read");
    const now = clock().getTime();
    const from = since ?? new Date(now - (DEFAULT_DAYS - 1) * DAY_MS);
    if (now - from.getTime() > MOST_DAYS * DAY_MS)
      throw badInput(
        "since",
        `lies further back than ${String(MOST_DAYS)} days; choose a later day`,
      );
    return quality.events(checkedSource(source), key ?? null, from);
  },

  qualityAlarms: (
    _: unknown,
    { source, cleared }: Partial<QueryQualityAlarmsArgs>,
    { caller, quality }: EventsContext,
  ): Promise<QualityAlarm[]> => {
    requireScope(caller, "operations:read");
    return quality.alarms({
      source: source === null || source === undefined ? null : checkedSource(source),
      cleared: cleared ?? false,
    });
  },
};

function checkedSource(source: string): string {
  if (source.length > 0 && source.length <= LONGEST_SOURCE) return source;
  throw badInput("source", `must have 1 to ${String(LONGEST_SOURCE)} characters`);
}
