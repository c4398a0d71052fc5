import type { AnyBulkWriteOperation, Document } from "mongodb";
import { duplicatesOf, type Database } from "../../../platform/mongo.ts";
import { dayOf, monthOf, startOf, type Day } from "../domain/computed/calendar.ts";
import { dayState, type CountedEvent } from "../domain/computed/day-state.ts";
import { namesEvent, type ComputedDefinition } from "../domain/computed/definition.ts";
import { fieldOf } from "../domain/computed/property-values.ts";
import type { EventDocument } from "../domain/event-document.ts";
import type { ComputedDocument, EventsStore } from "../store.ts";
import { keyConditionOf } from "./key-condition.ts";

/** A profile's day. */
export interface ProfileDayKey {
  readonly profile: string;
  readonly day: Day;
}

/** What recomputing needs. */
export interface RecomputeDependencies {
  readonly store: EventsStore;
  readonly database: Pick<Database, "clusterTime">;
  readonly traits: readonly ComputedDefinition[];
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
      touched.set(textOf(profile, day), { profile, day });
    }
  return [...touched.values()];
}

/**
 * Computes days anew from the stored events, in three commands. A day is a pure function of its events, so working a
 * batch twice changes nothing; and of two that compute the same day side by side, the one that read later stays.
 */
export async function recomputeDays(
  days: readonly ProfileDayKey[],
  { store, database, traits }: RecomputeDependencies,
): Promise<void> {
  if (days.length === 0) return;
  const stamp = await database.clusterTime();
  const byDay = await readDays(store, days, traits);
  const states = [...new Map(traits.map((trait) => [trait.state, trait])).values()];
  const operations = days.map(({ profile, day }): AnyBulkWriteOperation<ComputedDocument> => {
    const events = byDay.get(textOf(profile, day)) ?? [];
    const set: Document = { [`at.${String(day)}`]: stamp };
    const unset: Document = {};
    for (const trait of states) {
      const path = `v.${trait.state}.${String(day)}`;
      const state = dayState(trait, events);
      if (state === null) unset[path] = "";
      else set[path] = state;
    }
    const month = monthOf(day);
    return {
      updateOne: {
        filter: {
          _id: `${profile}/${String(month)}`,
          [`at.${String(day)}`]: { $not: { $gt: stamp } },
        },
        update: { $set: { profile, month, ...set }, $unset: unset },
        upsert: true,
      },
    };
  });
  await writeDays(store, operations);
}

// An upsert whose key is taken was refused by the guard, or met another that made the document first: only the second
// time it is certain that what stands there was read later.
async function writeDays(
  { computed }: EventsStore,
  operations: readonly AnyBulkWriteOperation<ComputedDocument>[],
): Promise<void> {
  let left = [...operations];
  for (let attempt = 1; attempt <= 2 && left.length > 0; attempt++)
    try {
      await computed.bulkWrite(left, { ordered: false });
      return;
    } catch (error) {
      left = duplicatesOf(error).flatMap((place) => left[place] ?? []);
    }
}

/** The events of many profiles' days that definitions name: one command, a row a day, only the properties needed. */
async function readDays(
  { db, events }: EventsStore,
  days: readonly ProfileDayKey[],
  traits: readonly ComputedDefinition[],
): Promise<Map<string, CountedEvent[]>> {
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
  const fields = inputs.flatMap(({ property, where }) => [
    ...(property === undefined ? [] : [fieldOf(property)]),
    ...where.map((condition) => fieldOf(condition.property)),
  ]);
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
            { $project: { profile: 1, ts: 1, key: 1, ...projectionOf(fields) } },
          ],
          as: "event",
        },
      },
      { $unwind: "$event" },
      { $replaceRoot: { newRoot: "$event" } },
    ],
    { batchSize: 10_000 },
  );
  const found = new Map<string, CountedEvent[]>();
  for await (const event of cursor) {
    const text = textOf(event.profile, dayOf(event.ts));
    const some = found.get(text);
    if (some === undefined) found.set(text, [event]);
    else some.push(event);
  }
  return found;
}

// The database refuses a path together with one below it: the shorter one holds both.
function projectionOf(fields: readonly string[]): Record<string, 1> {
  const distinct = [...new Set(fields)];
  return Object.fromEntries(
    distinct
      .filter((field) => !distinct.some((other) => field.startsWith(`${other}.`)))
      .map((field) => [field, 1]),
  );
}

function textOf(profile: string, day: Day): string {
  return `${profile}/${String(day)}`;
}
