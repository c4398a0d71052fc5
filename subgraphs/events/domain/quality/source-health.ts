import type { QualityPolicy } from "../../../../platform/quality.ts";
import type {
  EventQuality,
  PlanViolation,
  QualityAlarm,
  QualityPoint,
  SourceHealth,
  TraitAgreement,
} from "../../types.generated.ts";
import { ALL_EVENTS, noMetrics, type DayMetrics } from "./day-metrics.ts";
import { expectedFields, type ExpectedField } from "./expected-fields.ts";
import { addMetrics } from "./merge-metrics.ts";
import { partsOfKey, partsOfSource } from "./parts.ts";
import { delayOf, fieldsOf, mostFrequent, outcomesOf, scoreOf } from "./shown.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_DAYS = 7;

/** What a source is judged from. */
export interface SourceFacts {
  readonly source: string;
  /** Everything counted of it in the days that say what is usual, ascending by day; of all keys, and for all together. */
  readonly days: readonly DayMetrics[];
  /** The fields that its plan requires of an event key. */
  readonly requiredOf: (key: string) => readonly string[];
  readonly agreement: readonly TraitAgreement[];
  readonly policy: QualityPolicy;
  readonly now: Date;
}

/** What is shown beside what was counted. */
export interface SourceRemarks {
  readonly lastSeenAt: Date;
  readonly violations: PlanViolation[];
  readonly alarms: QualityAlarm[];
}

/** How a source is doing. */
export function sourceHealth(facts: SourceFacts, remarks: SourceRemarks): SourceHealth {
  const { source, days, agreement, policy, now } = facts;
  const today = startOfDay(now);
  const weekStart = today - (WEEK_DAYS - 1) * DAY_MS;
  const week = days.filter(({ day }) => day.getTime() >= weekStart);
  const all = merge(week.filter(isTotal), source, ALL_EVENTS);
  const expectedOf = expectations(facts);
  return {
    ...remarks,
    source,
    eventsPerHour: ratePerHour(days.filter(isTotal), now),
    today: outcomesOf(
      merge(
        week.filter((one) => isTotal(one) && one.day.getTime() === today),
        source,
        ALL_EVENTS,
      ),
    ),
    week: outcomesOf(all),
    delay: delayOf(all),
    score: scoreOf(
      partsOfSource(all, byKey(week, source), expectedOf, consistencyOf(agreement), policy),
      policy,
    ),
    faults: mostFrequent(all.codes),
    notes: mostFrequent(all.notes),
    agreement: [...agreement],
    trend: trend(days, source, expectedOf, policy),
  };
}

/** The quality of a source's events since a day, most frequent first. */
export function eventQualities(
  facts: SourceFacts,
  since: Date,
  violationsOf: (key: string) => ReadonlyMap<string, number>,
): EventQuality[] {
  const { days, source, policy } = facts;
  const expectedOf = expectations(facts);
  const scored = days.filter(({ day }) => day.getTime() >= startOfDay(since));
  return byKey(scored, source)
    .map((metrics): EventQuality => {
      const expected = expectedOf(metrics.key);
      return {
        key: metrics.key,
        outcomes: outcomesOf(metrics),
        lastSeenAt: metrics.lastAt,
        plan: metrics.plan,
        score: scoreOf(partsOfKey(metrics, expected, policy), policy),
        delay: delayOf(metrics),
        faults: mostFrequent(metrics.codes),
        notes: mostFrequent(metrics.notes),
        fields: fieldsOf(metrics, expected, violationsOf(metrics.key)),
      };
    })
    .sort((a, b) => sizeOf(b) - sizeOf(a) || (a.key < b.key ? -1 : 1));
}

/** The share of comparisons with other sources in which a source agrees; null where it was compared with none. */
function consistencyOf(agreement: readonly TraitAgreement[]): number | null {
  const compared = agreement.reduce((sum, one) => sum + one.compared, 0);
  const agreeing = agreement.reduce((sum, one) => sum + one.agreeing, 0);
  return compared === 0 ? null : agreeing / compared;
}

function expectations({ days, source, requiredOf, policy }: SourceFacts) {
  const references = new Map(byKey(days, source).map((one) => [one.key, one]));
  const known = new Map<string, ReadonlyMap<string, ExpectedField>>();
  return (key: string): ReadonlyMap<string, ExpectedField> => {
    const found =
      known.get(key) ?? expectedFields(references.get(key), requiredOf(key), policy.usualShare);
    known.set(key, found);
    return found;
  };
}

function trend(
  days: readonly DayMetrics[],
  source: string,
  expectedOf: (key: string) => ReadonlyMap<string, ExpectedField>,
  policy: QualityPolicy,
): QualityPoint[] {
  return days.filter(isTotal).map((total) => {
    const keys = days.filter((one) => !isTotal(one) && one.day.getTime() === total.day.getTime());
    return {
      day: total.day,
      outcomes: outcomesOf(total),
      score: scoreOf(partsOfSource(total, byKey(keys, source), expectedOf, null, policy), policy),
    };
  });
}

function byKey(days: readonly DayMetrics[], source: string): DayMetrics[] {
  const found = new Map<string, DayMetrics[]>();
  for (const one of days)
    if (!isTotal(one)) {
      const some = found.get(one.key);
      if (some === undefined) found.set(one.key, [one]);
      else some.push(one);
    }
  return [...found].map(([key, some]) => merge(some, source, key));
}

function merge(parts: readonly DayMetrics[], source: string, key: string): DayMetrics {
  const whole = noMetrics(source, key, parts[0]?.day ?? new Date(0));
  for (const part of parts) addMetrics(whole, part);
  return whole;
}

function ratePerHour(totals: readonly DayMetrics[], now: Date): number {
  const start = (Math.floor(now.getTime() / HOUR_MS) - 1) * HOUR_MS;
  let events = 0;
  for (const { day, hours } of totals)
    hours.forEach((n, hour) => {
      if (day.getTime() + hour * HOUR_MS >= start) events += n;
    });
  return events / ((now.getTime() - start) / HOUR_MS);
}

function isTotal({ key }: Pick<DayMetrics, "key">): boolean {
  return key === ALL_EVENTS;
}

function startOfDay(at: Date): number {
  return at.getTime() - (at.getTime() % DAY_MS);
}

function sizeOf({ outcomes }: EventQuality): number {
  return outcomes.accepted + outcomes.duplicate + outcomes.quarantined + outcomes.rejected;
}
