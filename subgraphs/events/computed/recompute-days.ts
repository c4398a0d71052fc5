import type { AnyBulkWriteOperation, Document, Timestamp } from "mongodb";
import type { Clock } from "../../../platform/clock.ts";
import { writeUpserts, type Database } from "../../../platform/mongo.ts";
import { dayOf, monthOf, startOf, type Day } from "../domain/computed/calendar.ts";
import { dayState, type CountedEvent, type DayState } from "../domain/computed/day-state.ts";
import { namesEvent, type ComputedDefinition, type Input } from "../domain/computed/definition.ts";
import { fieldOf } from "../domain/computed/property-values.ts";
import type { EventDocument } from "../domain/event-document.ts";
import { insertNew, type ComputedDocument, type EventsStore } from "../store.ts";
import { hotAmong, markDue } from "./hot-days.ts";
import { keyConditionOf } from "./key-condition.ts";
import { textOf, type ProfileDayKey } from "./profile-day.ts";

/** What recomputing needs. */
export interface RecomputeDependencies {
  readonly store: EventsStore;
  readonly database: Pick<Database, "stamped">;
  readonly traits: readonly ComputedDefinition[];
  readonly clock: Clock;
  readonly hot: HotFrom;
}

/** When a day is not computed by every batch that touches it. */
export interface HotFrom {
  /** A day of more events is hot. */
  readonly events: number;
  /** Where the days of a batch have more events than this together, */
  readonly busy: number;
  /** a day of more than so many is hot: it is read once for many batches, as most of them are behind then. */
  readonly busyEvents: number;
}

/** The days that events touch which some definition names; none where no definition does. */
export function touchedDays(
  events: readonly Pick<EventDocument, "profile" | "ts" | "key">[],
  traits: readonly ComputedDefinition[],
): ProfileDayKey[] {
  const named = new Map<string, boolean>();
  const isNamed = (key: string): boolean => {
    const known = named.get(key);
    if (known !== undefined) return known;
    const found = traits.some(({ inputs }) => inputs.some((input) => namesEvent(input, key)));
    named.set(key, found);
    return found;
  };
  const touched = new Map<string, ProfileDayKey>();
  for (const { profile, ts, key } of events)
    if (profile !== null && isNamed(key)) {
      const day = dayOf(ts);
      touched.set(textOf({ profile, day }), { profile, day });
    }
  return [...touched.values()];
}

/**
 * Computes days anew from the stored events, in at most five commands, but for hot ones, which are marked: a day with
 * very many events, or with many where a batch touches many such days, is read once for many batches. A day is a pure function of its events, so working a batch twice
 * changes nothing; and of two that compute the same day side by side, the one that read later stays.
 */
export async function recomputeDays(
  days: readonly ProfileDayKey[],
  dependencies: RecomputeDependencies,
): Promise<void> {
  if (days.length === 0) return;
  const { store, database, traits, clock } = dependencies;
  const { found: hot, stamp } = await database.stamped((session) => hotAmong(store, days, session));
  const left = hot.size === 0 ? days : days.filter((one) => !hot.has(textOf(one)));
  const byDay = await readDays(store, left, traits, dependencies.hot);
  const computed: ComputedDay[] = [];
  const due = days.filter((one) => hot.has(textOf(one)));
  for (const one of left) {
    const events = byDay.get(textOf(one)) ?? [];
    if (events === "hot") due.push(one);
    else computed.push(computedDay(one, stamp, traits, events));
  }
  await writeDays(store, computed);
  if (due.length > 0) await markDue(store, due, clock());
}

/** What a day was found to come to. */
export interface ComputedDay extends ProfileDayKey {
  /** From when on its events were read. */
  readonly stamp: Timestamp;
  /** By the definition's state. */
  readonly states: readonly (readonly [state: string, DayState | null])[];
}

/** What a day comes to by all its events. */
export function computedDay(
  { profile, day }: ProfileDayKey,
  stamp: Timestamp,
  traits: readonly ComputedDefinition[],
  events: readonly CountedEvent[],
): ComputedDay {
  const defined = [...new Map(traits.map((trait) => [trait.state, trait])).values()];
  return {
    profile,
    day,
    stamp,
    states: defined.map((trait) => [trait.state, dayState(trait, events)]),
  };
}

/** Writes what days come to, where nobody has who read later. */
export async function writeDays(store: EventsStore, days: readonly ComputedDay[]): Promise<void> {
  if (days.length === 0) return;
  const there = await begunAmong(store, days);
  const months = monthsOf(days.filter((day) => !there.has(documentOf(day))));
  // To insert costs the server a tenth of an upsert.
  const taken = await insertNew(store.computed, months);
  const late = new Set(taken.map((place) => months[place]?._id));
  const known = days.filter((day) => there.has(documentOf(day)) || late.has(documentOf(day)));
  // An upsert whose key is taken was refused by the guard, or met another that made the document first: only the second
  // time it is certain that what stands there was read later.
  await writeUpserts(store.computed, known.map(writeOf), 2);
}

/** Which of the documents of these days are there: by the keys alone. */
async function begunAmong(
  { computed }: EventsStore,
  days: readonly ComputedDay[],
): Promise<ReadonlySet<string>> {
  const found = await computed
    .find(
      { _id: { $in: [...new Set(days.map(documentOf))] } },
      { projection: { _id: 1 }, batchSize: 10_000 },
    )
    .toArray();
  return new Set(found.map(({ _id }) => _id));
}

function documentOf({ profile, day }: ProfileDayKey): string {
  return `${profile}/${String(monthOf(day))}`;
}

/** The documents of days that have none yet. */
function monthsOf(days: readonly ComputedDay[]): ComputedDocument[] {
  const months = new Map<
    string,
    ComputedDocument & { at: Document; v: Record<string, Document> }
  >();
  for (const one of days) {
    const { profile, day, stamp, states } = one;
    const _id = documentOf(one);
    const month = months.get(_id) ?? { _id, profile, month: monthOf(day), at: {}, v: {} };
    months.set(_id, month);
    month.at[String(day)] = stamp;
    for (const [name, state] of states)
      if (state !== null) (month.v[name] ??= {})[String(day)] = state;
  }
  return [...months.values()];
}

function writeOf({
  profile,
  day,
  stamp,
  states,
}: ComputedDay): AnyBulkWriteOperation<ComputedDocument> {
  const set: Document = { [`at.${String(day)}`]: stamp };
  const unset: Document = {};
  for (const [name, state] of states) {
    const path = `v.${name}.${String(day)}`;
    if (state === null) unset[path] = "";
    else set[path] = state;
  }
  const month = monthOf(day);
  return {
    updateOne: {
      filter: {
        _id: documentOf({ profile, day }),
        [`at.${String(day)}`]: { $not: { $gt: stamp } },
      },
      update: { $set: { profile, month, ...set }, $unset: unset },
      upsert: true,
    },
  };
}

/**
 * The events of many profiles' days that definitions name: one command, a row a day, only the properties needed. Of a
 * day that turns out to be hot they are not kept.
 */
export async function readDays(
  { db, events }: EventsStore,
  days: readonly ProfileDayKey[],
  traits: readonly ComputedDefinition[],
  hot: HotFrom,
): Promise<ReadonlyMap<string, CountedEvent[] | "hot">> {
  if (days.length === 0) return new Map();
  const profilesOf = new Map<Day, string[]>();
  for (const { profile, day } of days) {
    const profiles = profilesOf.get(day);
    if (profiles === undefined) profilesOf.set(day, [profile]);
    else profiles.push(profile);
  }
  const rows = [...profilesOf].map(([day, keys]) => ({
    keys,
    from: startOf(day),
    to: startOf(day + 1),
  }));
  const inputs = traits.flatMap((trait) => trait.inputs);
  const cursor = db.aggregate<CountedEvent & { readonly profile: string }>(
    [
      { $documents: rows },
      {
        $lookup: {
          from: events.collectionName,
          localField: "keys",
          foreignField: "profile",
          let: { from: "$from", to: "$to" },
          pipeline: [
            {
              $match: {
                ...keyConditionOf(inputs),
                $expr: { $and: [{ $gte: ["$ts", "$$from"] }, { $lt: ["$ts", "$$to"] }] },
              },
            },
            { $project: projectionOf(inputs) },
          ],
          as: "event",
        },
      },
      { $unwind: "$event" },
      { $replaceRoot: { newRoot: "$event" } },
    ],
    { batchSize: 10_000 },
  );
  const found = new Map<string, CountedEvent[] | "hot">();
  let read = 0;
  for await (const event of cursor) {
    read += 1;
    const most = read > hot.busy ? hot.busyEvents : hot.events;
    const text = textOf({ profile: event.profile, day: dayOf(event.ts) });
    const some = found.get(text);
    if (some === undefined) found.set(text, [event]);
    else if (some !== "hot" && some.push(event) > most) found.set(text, "hot");
  }
  return found;
}

/** What is read of an event: what inputs name. */
export function projectionOf(inputs: readonly Input[]): Record<string, 1> {
  const fields = inputs.flatMap(({ property, where }) => [
    ...(property === undefined ? [] : [fieldOf(property)]),
    ...where.map((condition) => fieldOf(condition.property)),
  ]);
  const distinct = [...new Set(fields)];
  // The database refuses a path together with one below it: the shorter one holds both.
  const shortest = distinct.filter(
    (field) => !distinct.some((other) => field.startsWith(`${other}.`)),
  );
  return {
    profile: 1,
    ts: 1,
    key: 1,
    ...Object.fromEntries(shortest.map((field) => [field, 1 as const])),
  };
}
