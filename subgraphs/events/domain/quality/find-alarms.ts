import {
  ALL_EVENTS,
  OTHER,
  presenceOf,
  UNREADABLE,
  VALUE_KINDS,
  type DayMetrics,
  type FieldCounts,
} from "./day-metrics.ts";
import { mixShift, presenceFall, type Mix, type Shift } from "./drift.ts";
import { VOLUME_HOURS, volumeDrop } from "./volume-drop.ts";

/** What an alarm may be about. */
export type AlarmKind = "VOLUME_DROP" | "FIELD_MISSING" | "KIND_SHIFT" | "MIX_SHIFT";

/** Something that is not as it was. */
export interface FoundAlarm {
  readonly kind: AlarmKind;
  readonly source: string;
  /** Null where it is about all events of the source. */
  readonly key: string | null;
  readonly field: string | null;
  readonly observed: number;
  readonly expected: number;
  readonly score: number;
  /** For a person. */
  readonly message: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Counts are stored within a second or two: an hour is complete a little after its end. */
const COUNTED_AFTER_MS = 10_000;
/** A day so far is looked at once it has so many events; before, the day before is. */
const ENOUGH_TODAY = 100;
/** What drift is measured against: the days before, at most so many. */
const DRIFT_DAYS = 28;

/**
 * What is not as it was with a source. `days`: everything counted of it, of all keys and of the key for all together,
 * ascending by day. `requiredOf`: the fields that its plan requires of an event key.
 */
export function findAlarms(
  source: string,
  days: readonly DayMetrics[],
  requiredOf: (key: string) => readonly string[],
  now: Date,
): readonly FoundAlarm[] {
  const totals = days.filter(({ key }) => key === ALL_EVENTS);
  const byKey = new Map<string, DayMetrics[]>();
  for (const metrics of days) {
    const { key } = metrics;
    if (key === ALL_EVENTS || key === OTHER || key === UNREADABLE) continue;
    const some = byKey.get(key);
    if (some === undefined) byKey.set(key, [metrics]);
    else some.push(metrics);
  }
  return [
    ...volumeAlarms(source, totals, now),
    ...mixAlarms(source, byKey, now),
    ...[...byKey].flatMap(([key, some]) => fieldAlarms(source, key, some, requiredOf(key), now)),
  ];
}

function volumeAlarms(source: string, totals: readonly DayMetrics[], now: Date): FoundAlarm[] {
  const drop = volumeDrop(hoursOf(totals, now));
  if (drop === null) return [];
  const { windowHours, observed, expected, z } = drop;
  const span = windowHours === 1 ? "hour" : `${String(windowHours)} hours`;
  const message = `${String(observed)} events in the last complete ${span}; ${String(Math.round(expected))} are usual at this time of the week`;
  return [
    { kind: "VOLUME_DROP", source, key: null, field: null, observed, expected, score: z, message },
  ];
}

/** Accepted events by hour from the first hour that has some up to the last complete one. */
function hoursOf(totals: readonly DayMetrics[], now: Date): number[] {
  const end = Math.floor((now.getTime() - COUNTED_AFTER_MS) / HOUR_MS);
  const start = end - VOLUME_HOURS;
  const hours = new Array<number>(VOLUME_HOURS).fill(0);
  for (const { day, hours: counted } of totals)
    counted.forEach((n, hour) => {
      const at = day.getTime() / HOUR_MS + hour - start;
      if (at >= 0 && at < VOLUME_HOURS) hours[at] = n;
    });
  const first = hours.findIndex((n) => n > 0);
  return first < 0 ? [] : hours.slice(first);
}

function fieldAlarms(
  source: string,
  key: string,
  days: readonly DayMetrics[],
  required: readonly string[],
  now: Date,
): FoundAlarm[] {
  const today = startOfDay(now);
  const isToday = days.some((one) => one.day.getTime() === today && one.looked >= ENOUGH_TODAY);
  const at = isToday ? today : today - DAY_MS;
  const current = days.find(({ day }) => day.getTime() === at);
  if (current === undefined) return [];
  const before = daysBefore(days, at);
  const paths = new Set(before.flatMap(({ fields }) => [...fields.keys()]));
  return [...paths]
    .filter((path) => !path.endsWith(OTHER))
    .flatMap((field): FoundAlarm[] => {
      const about = { source, key, field };
      const isRequired = required.includes(field);
      // A fall is one where the field is missing more often than names beyond the bound of a day can make it seem.
      const fall = presenceFall(
        before.map((day) => ({
          looked: day.looked,
          present: presenceOf(day, field, isRequired).atLeast,
        })),
        { looked: current.looked, present: presenceOf(current, field, isRequired).atMost },
      );
      if (fall !== null) {
        const message = `${field} of ${key}: ${percent(fall.observed)} hold it; ${percent(fall.expected)} are usual`;
        return [{ kind: "FIELD_MISSING", ...about, ...fall, message }];
      }
      const shift = mixShift(
        before.map((day) => kindsOf(day.fields.get(field))),
        kindsOf(current.fields.get(field)),
      );
      if (shift === null) return [];
      const message = `${field} of ${key}: the kinds of its values are not those of the days before (${index(shift)})`;
      return [{ kind: "KIND_SHIFT", ...about, ...shift, message }];
    });
}

// A part of a day need not be like a whole one: night and day send other events. So the last complete day counts.
function mixAlarms(
  source: string,
  byKey: ReadonlyMap<string, readonly DayMetrics[]>,
  now: Date,
): FoundAlarm[] {
  const mixes = new Map<number, Map<string, number>>();
  for (const [key, days] of byKey)
    for (const { day, outcomes } of days) {
      const mix = mixes.get(day.getTime()) ?? new Map<string, number>();
      mixes.set(day.getTime(), mix.set(key, outcomes.accepted));
    }
  const at = startOfDay(now) - DAY_MS;
  const current = mixes.get(at);
  if (current === undefined) return [];
  const before = [...mixes]
    .filter(([day]) => day < at && day >= at - DRIFT_DAYS * DAY_MS)
    .map(([, mix]) => mix);
  const shift = mixShift(before, current);
  if (shift === null) return [];
  const message = `The mix of events of ${new Date(at).toISOString().slice(0, 10)} is not that of the days before (${index(shift)})`;
  return [{ kind: "MIX_SHIFT", source, key: null, field: null, ...shift, message }];
}

function daysBefore(days: readonly DayMetrics[], at: number): DayMetrics[] {
  return days.filter(({ day }) => day.getTime() < at && day.getTime() >= at - DRIFT_DAYS * DAY_MS);
}

function kindsOf(counts: FieldCounts | undefined): Mix {
  if (counts === undefined) return new Map();
  return new Map(
    VALUE_KINDS.filter((kind) => kind !== "empty").map((kind) => [kind, counts[kind]] as const),
  );
}

function startOfDay(now: Date): number {
  return now.getTime() - (now.getTime() % DAY_MS);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function index({ score }: Shift): string {
  return `population stability index ${score.toFixed(2)}`;
}
