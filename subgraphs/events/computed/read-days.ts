import { aggregateEach } from "../../../platform/read-all.ts";
import { dayOf, startOf, type Day } from "../domain/computed/calendar.ts";
import type { CountedEvent } from "../domain/computed/day-state.ts";
import type { ComputedDefinition, Input } from "../domain/computed/definition.ts";
import { fieldOf } from "../domain/computed/property-values.ts";
import type { EventsStore } from "../store.ts";
import { haveHappened } from "./happened.ts";
import { keyConditionOf } from "./key-condition.ts";
import { textOf, type ProfileDayKey } from "./profile-day.ts";

/** When a day is not computed by every batch that touches it. */
export interface HotFrom {
  /** A day of more events is hot. */
  readonly events: number;
  /** Where the days of a batch have more events than this together, */
  readonly busy: number;
  /** a day of more than so many is hot: it is read once for many batches, as most of them are behind then. */
  readonly busyEvents: number;
}

/** What is read of days, and as of when: a time taken after the days' stamp, lest what was worked before it be missed. */
export interface DaysQuery {
  readonly traits: readonly ComputedDefinition[];
  readonly now: Date;
  readonly hot: HotFrom;
}

/**
 * The events of many profiles' days that definitions name and that have happened: one command, a row a day, only the
 * properties needed. Of a day that turns out to be hot they are not kept.
 */
export async function readDays(
  { db, events }: EventsStore,
  days: readonly ProfileDayKey[],
  { traits, now, hot }: DaysQuery,
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
  const end = startOf(Math.max(...profilesOf.keys()) + 1);
  const found = new Map<string, CountedEvent[] | "hot">();
  let read = 0;
  const add = (event: CountedEvent & { readonly profile: string }): void => {
    read += 1;
    const most = read > hot.busy ? hot.busyEvents : hot.events;
    const text = textOf({ profile: event.profile, day: dayOf(event.ts) });
    const some = found.get(text);
    if (some === undefined) found.set(text, [event]);
    else if (some !== "hot" && some.push(event) > most) found.set(text, "hot");
  };
  const pipeline = [
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
              $expr: {
                $and: [
                  { $gte: ["$ts", "$$from"] },
                  { $lt: ["$ts", "$$to"] },
                  ...haveHappened(end, now),
                ],
              },
            },
          },
          { $project: projectionOf(inputs) },
        ],
        as: "event",
      },
    },
    { $unwind: "$event" },
    { $replaceRoot: { newRoot: "$event" } },
  ];
  await aggregateEach(db, pipeline, (row) => {
    add(row as CountedEvent & { readonly profile: string });
  });
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
