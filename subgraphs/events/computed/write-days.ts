import type { AnyBulkWriteOperation, Document } from "mongodb";
import { insertNew } from "../../../platform/insert-new.ts";
import { isTooLarge, writeUpserts } from "../../../platform/mongo.ts";
import { thereAmong } from "../../../platform/read-all.ts";
import { monthOf } from "../domain/computed/calendar.ts";
import type { ComputedDocument, EventsStore } from "../store.ts";
import { documentOf, type ComputedDay } from "./computed-day.ts";
import type { ProfileDayKey } from "./profile-day.ts";
import { updateDays } from "./update-days.ts";

/** Writes what days come to, where nobody has who read later. */
export async function writeDays(store: EventsStore, days: readonly ComputedDay[]): Promise<void> {
  if (days.length === 0) return;
  const there = await thereAmong(store.computed, days.map(documentOf));
  const months = monthsOf(days.filter((day) => !there.has(documentOf(day))));
  // To insert costs the server a tenth of an upsert.
  const taken = await insertNew(store.computed, months);
  const late = new Set(taken.map((place) => months[place]?._id));
  const known = days.filter((day) => there.has(documentOf(day)) || late.has(documentOf(day)));
  try {
    if ((await updateDays(store, known)) < known.length) await upsertDays(store, known);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    // It has what former definitions came to besides: what is defined now always has room.
    const states = new Set(days.flatMap((day) => day.states.map(([state]) => state)));
    await dropFormerStates(store, known, [...states]);
    await upsertDays(store, known);
  }
}

/** Writes days one by one, and makes the documents that went meanwhile. */
async function upsertDays({ computed }: EventsStore, days: readonly ComputedDay[]): Promise<void> {
  // An upsert whose key is taken was refused by the guard, or met another that made the document first: only the second
  // time it is certain that what stands there was read later.
  await writeUpserts(computed, days.map(writeOf), 2);
}

/** Takes what days came to by states that no definition has any more out of their documents. */
export async function dropFormerStates(
  { computed }: EventsStore,
  days: readonly ProfileDayKey[],
  states: readonly string[],
): Promise<void> {
  const isKept = { $in: ["$$this.k", { $literal: states }] };
  const kept = { $filter: { input: { $objectToArray: "$v" }, cond: isKept } };
  await computed.updateMany(
    { _id: { $in: [...new Set(days.map(documentOf))] }, v: { $exists: true } },
    [{ $set: { v: { $arrayToObject: kept } } }],
  );
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
