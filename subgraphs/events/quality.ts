import { eventKey } from "../../platform/event-key.ts";
import type { Clock } from "../../platform/clock.ts";
import type { QualityPolicy } from "../../platform/quality.ts";
import { readAlarms, replaceAlarms, type AlarmChanges, type AlarmQuery } from "./alarms.ts";
import { findAlarms } from "./domain/quality/find-alarms.ts";
import { eventQualities, sourceHealth, type SourceFacts } from "./domain/quality/source-health.ts";
import { lastSeen, readSource, sourcesSince } from "./metrics.ts";
import type { EventsStore } from "./store.ts";
import type {
  EventQuality,
  PlanViolation,
  QualityAlarm,
  QualityScore,
  SourceHealth,
  TrackingPlan,
  TraitAgreement,
} from "./types.generated.ts";
import { readViolations } from "./violations.ts";

/** The verbs of quality: they read what was counted on the way in. */
export interface QualityPort {
  /** How a source is doing; null where nothing is known of it. Five commands. */
  health(source: string): Promise<SourceHealth | null>;
  /** The quality of a source's events since a day, by key. */
  events(source: string, key: string | null, since: Date): Promise<EventQuality[]>;
  /** What is not as it was, newest first. */
  alarms(query: AlarmQuery): Promise<QualityAlarm[]>;
  /** What the last round found of each source. */
  scores(): Promise<readonly { readonly source: string; readonly score: QualityScore }[]>;
  /** The sources that something came from within 90 days. */
  sources(): Promise<string[]>;
  /** True for the one process that is to do the next round; false while the last one is younger than `everyMs`. */
  claimRound(everyMs: number): Promise<boolean>;
  /** Scores a source and looks for alarms; keeps both, with how it agrees with others where that was looked at. */
  judge(source: string, agreement: readonly TraitAgreement[] | null): Promise<AlarmChanges>;
}

/** What the verbs need. */
export interface QualityDependencies {
  readonly store: EventsStore;
  readonly idOf: (kind: string, ...parts: readonly string[]) => string;
  readonly trackingPlans: readonly TrackingPlan[];
  readonly policy: QualityPolicy;
  readonly clock: Clock;
}

const DAY_MS = 24 * 3_600_000;
/** The days that say what is usual. */
const USUAL_DAYS = 28;
/** Volume is compared by the week: with eight of them before this one. */
const VOLUME_DAYS = 64;
const SOURCE_DAYS = 90;
const WEEK_DAYS = 7;
const SHOWN = 50;
const MOST_KEYS = 200;
const ALL_VIOLATIONS = 5_000;

/** The verbs over a store. */
export function createQualityPort(dependencies: QualityDependencies): QualityPort {
  const { store, idOf, trackingPlans, policy, clock } = dependencies;

  const agreementOf = async (source: string): Promise<readonly TraitAgreement[]> =>
    (await store.sourceQuality.findOne({ _id: source }))?.agreement ?? [];
  const factsOf = async (
    source: string,
    now: Date,
    usualDays: number,
    agreement: readonly TraitAgreement[] | null,
  ): Promise<SourceFacts> => {
    const [days, known] = await Promise.all([
      readSource(store, source, daysAgo(now, usualDays - 1)),
      agreement ?? agreementOf(source),
    ]);
    const requiredOf = requiredFields(trackingPlans, source);
    return { source, days, requiredOf, agreement: known, policy, now };
  };
  const violationsOf = (source: string, since: Date, first: number) =>
    readViolations(store, { source, since, first });
  const alarms: QualityPort["alarms"] = (query) => readAlarms(store, query);

  return {
    health: async (source) => {
      const now = clock();
      const [facts, lastSeenAt, violations, standing] = await Promise.all([
        factsOf(source, now, USUAL_DAYS, null),
        lastSeen(store, source),
        violationsOf(source, daysAgo(now, WEEK_DAYS - 1), SHOWN),
        alarms({ source, cleared: false }),
      ]);
      if (lastSeenAt === null) return null;
      return sourceHealth(facts, {
        lastSeenAt,
        violations: [...violations],
        alarms: standing,
      });
    },

    events: async (source, key, since) => {
      const now = clock();
      const days = Math.ceil((now.getTime() - since.getTime()) / DAY_MS) + 1;
      const [facts, violations] = await Promise.all([
        factsOf(source, now, Math.max(USUAL_DAYS, days), null),
        violationsOf(source, since, ALL_VIOLATIONS),
      ]);
      const byKey = warnedByKey(violations);
      const found = eventQualities(facts, since, (one) => byKey.get(one) ?? NONE);
      return found.filter((one) => key === null || one.key === key).slice(0, MOST_KEYS);
    },

    alarms,

    scores: async () => {
      const found = await store.sourceQuality.find({}, { projection: { score: 1 } }).toArray();
      return found.map(({ _id, score }) => ({ source: _id, score }));
    },

    sources: () => sourcesSince(store, daysAgo(clock(), SOURCE_DAYS)),

    claimRound: async (everyMs) => {
      const now = clock();
      const due = new Date(now.getTime() - everyMs);
      try {
        const { upsertedCount, modifiedCount } = await store.rounds.updateOne(
          { _id: "quality", at: { $lte: due } },
          { $set: { at: now } },
          { upsert: true },
        );
        return upsertedCount + modifiedCount > 0;
      } catch (error) {
        // It is there and younger: the upsert collides with it.
        if (error instanceof Error && "code" in error && error.code === 11_000) return false;
        throw error;
      }
    },

    judge: async (source, agreement) => {
      const now = clock();
      const [facts, totals, lastSeenAt] = await Promise.all([
        factsOf(source, now, USUAL_DAYS + 1, agreement),
        readSource(store, source, daysAgo(now, VOLUME_DAYS), "*"),
        lastSeen(store, source),
      ]);
      const { score } = sourceHealth(facts, {
        lastSeenAt: lastSeenAt ?? now,
        violations: [],
        alarms: [],
      });
      await store.sourceQuality.replaceOne(
        { _id: source },
        { at: now, score, agreement: facts.agreement },
        { upsert: true },
      );
      const keys = facts.days.filter(({ key }) => key !== "*");
      const found = findAlarms(source, [...totals, ...keys], facts.requiredOf, now);
      return replaceAlarms(
        store,
        (one) => idOf("alarm", one.source, one.kind, one.key ?? "", one.field ?? ""),
        source,
        found,
        now,
      );
    },
  };
}

const NONE: ReadonlyMap<string, number> = new Map();

// What a plan refuses or puts aside is counted with the events themselves; what it warns of is counted here alone.
function warnedByKey(violations: readonly PlanViolation[]): Map<string, Map<string, number>> {
  const byKey = new Map<string, Map<string, number>>();
  for (const { event, field, count, mode } of violations) {
    if (mode !== "WARN" || field === null || field === undefined) continue;
    const key = eventKey(event.type.toLowerCase(), event.name ?? null);
    const fields = byKey.get(key) ?? new Map<string, number>();
    byKey.set(key, fields);
    const [, top = field] = /^((?:properties|traits)\.[^.[]+)/.exec(field) ?? [];
    fields.set(top, (fields.get(top) ?? 0) + count);
  }
  return byKey;
}

function requiredFields(plans: readonly TrackingPlan[], source: string) {
  const plan = plans.find(({ sources }) => sources.includes(source));
  const byKey = new Map(
    (plan?.events ?? []).map(({ type, name, requiredFields: required }) => [
      eventKey(type.toLowerCase(), name ?? null),
      required,
    ]),
  );
  return (key: string): readonly string[] =>
    byKey.get(key) ?? byKey.get(eventKey(key.split(":", 1)[0] ?? key, null)) ?? [];
}

function daysAgo(now: Date, days: number): Date {
  const today = now.getTime() - (now.getTime() % DAY_MS);
  return new Date(today - days * DAY_MS);
}
