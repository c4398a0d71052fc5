import type { AnyBulkWriteOperation, Document } from "mongodb";
import { inParts } from "../../../platform/in-parts.ts";
import type { DayState } from "../domain/computed/day-state.ts";
import type { ComputedDocument, EventsStore } from "../store.ts";
import { documentOf, type ComputedDay } from "./computed-day.ts";

/** Written by one statement: what is looked up for each is looked for among all, and a command has room for 16 MB. */
const ROOM = { items: 250, weight: 10_000 };

/**
 * Writes days whose documents are there, where nobody has who read later; answers how many documents it found. Days of one
 * date are written by one statement, which looks up what each comes to in the command: an upsert each, with a guard that
 * the server plans for and a path a state, costs it three times as much (decision 51).
 */
export async function updateDays(
  { computed }: EventsStore,
  days: readonly ComputedDay[],
): Promise<number> {
  const operations = alike(days).map(statementOf);
  if (operations.length === 0) return 0;
  return (await computed.bulkWrite(operations, { ordered: false })).matchedCount;
}

/** Days of one date and of the same states, in parts that one statement has room for. */
function alike(days: readonly ComputedDay[]): ComputedDay[][] {
  const groups = new Map<string, ComputedDay[]>();
  for (const one of days) {
    const key = `${String(one.day)} ${one.states.map(([name]) => name).join()}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) => inParts(group, ROOM, valuesOf));
}

function valuesOf({ states }: ComputedDay): number {
  return states.reduce((sum, [, state]) => sum + valuesIn(state), 0);
}

function valuesIn(state: DayState | null): number {
  return state?.k === "values" ? state.i.length : 1;
}

function statementOf(days: readonly ComputedDay[]): AnyBulkWriteOperation<ComputedDocument> {
  const [first] = days;
  const ids = days.map(documentOf);
  const at = `at.${String(first?.day)}`;
  const rows = days.map(({ stamp, states }) => [stamp, ...states.map(([, state]) => state)]);
  const place = { $indexOfArray: [{ $literal: ids }, "$_id"] };
  const isLate = { $gt: [`$${at}`, { $arrayElemAt: ["$new", 0] }] };
  const set: Document = { [at]: { $cond: ["$new", { $arrayElemAt: ["$new", 0] }, `$${at}`] } };
  const left: Document = {};
  for (const [i, [name]] of (first?.states ?? []).entries()) {
    const path = `v.${name}.${String(first?.day)}`;
    const state = { $ifNull: [{ $arrayElemAt: ["$new", i + 1] }, "$$REMOVE"] };
    set[path] = { $cond: ["$new", state, `$${path}`] };
    // Where there is no day of a state, there is no state.
    const days = `$v.${name}`;
    left[`v.${name}`] = { $cond: [{ $eq: [days, { $literal: {} }] }, "$$REMOVE", days] };
  }
  return {
    updateMany: {
      filter: { _id: { $in: ids } },
      update: [
        { $set: { new: { $arrayElemAt: [{ $literal: rows }, place] } } },
        { $set: { new: { $cond: [isLate, null, "$new"] } } },
        { $set: set },
        { $set: left },
        { $unset: "new" },
      ],
    },
  };
}
