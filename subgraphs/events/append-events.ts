import { insertNew } from "../../platform/insert-new.ts";
import type { AppendOutcome, Appended } from "./domain/appended.ts";
import { byDue } from "./domain/by-due.ts";
import type { EventDocument } from "./domain/event-document.ts";
import type { NotedBatch, PendingEvent } from "./domain/pending-event.ts";
import { noteWork, type NoteTerms } from "./inbox.ts";
import type { EventsStore } from "./store.ts";

/** Its note may have been given up by then: a worker that found no events in it waits, but not for ever. */
const NOTE_AGAIN_MS = 60_000;
/**
 * From so many on it is asked first which are stored already. An insert of many is tried as a whole, 64 documents at a
 * time, and done again one by one where a single key is taken: that costs three times as much as asking about all.
 */
const WORTH_ASKING = 32;

/** The verb `append` of the port: the note, then the events. */
export async function appendEvents(
  store: EventsStore,
  events: readonly EventDocument[],
  work: readonly PendingEvent[],
  terms: Pick<NoteTerms, "due" | "by">,
): Promise<Appended> {
  if (events.length === 0) return { outcomes: [], batch: null };
  const { due } = terms;
  const began = performance.now();
  const [present, ahead] = byDue(work, due);
  const note = async (alone: boolean) => {
    // What has yet to happen waits for its time, whoever accepted it.
    for (const later of ahead)
      await noteWork(store, later.work, { alone, due: later.due, by: null });
    return present.length === 0 ? null : noteWork(store, present, { ...terms, alone });
  };
  const asked = events.length < WORTH_ASKING ? [] : events;
  let [noted, stored] = await Promise.all([note(false), hashesOf(store, asked, "majority")]);
  stored = new Map([...stored, ...(await insertFresh(store, events, stored))]);
  const outcomes = outcomesOf(events, stored);
  if (performance.now() - began >= NOTE_AGAIN_MS) noted = await note(true);
  const happened = outcomes.filter((_, place) => (work[place]?.ts ?? due) <= due);
  const without = happened.flatMap((outcome, place) => (outcome === "accepted" ? [] : place));
  const size = happened.length - without.length;
  const batch: NotedBatch | null = noted && { ...noted, without, size };
  return { outcomes, batch };
}

/** The verb `foresee` of the port. */
export async function foreseeOutcomes(
  store: EventsStore,
  events: readonly EventDocument[],
): Promise<AppendOutcome[]> {
  return outcomesOf(events, await hashesOf(store, events, "local"));
}

/** Inserts the first of each id that is not stored; answers the hash of those that somebody else stored meanwhile. */
async function insertFresh(
  store: EventsStore,
  events: readonly EventDocument[],
  stored: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const ids = new Set(stored.keys());
  const fresh = events.filter(({ _id }) => !ids.has(_id) && ids.add(_id));
  const taken = (await insertNew(store.events, fresh)).flatMap((place) => fresh[place] ?? []);
  const hashes = await hashesOf(store, taken, "local");
  // What was deleted since is not what is offered now.
  return new Map(taken.map(({ _id }) => [_id, hashes.get(_id) ?? ""]));
}

/**
 * By id, the hash of the content that is stored. `majority`: whoever is told `duplicate` may forget the event as if it had
 * been accepted. What only some have by now is met by the insert, which waits for a majority: `local` will do after it.
 */
async function hashesOf(
  store: EventsStore,
  events: readonly EventDocument[],
  level: "majority" | "local",
): Promise<Map<string, string>> {
  if (events.length === 0) return new Map();
  const found = await store.events
    .find(
      { _id: { $in: events.map(({ _id }) => _id) } },
      { projection: { hash: 1 }, readConcern: { level } },
    )
    .toArray();
  return new Map(found.map(({ _id, hash }) => [_id, hash]));
}

/** One outcome for each, in order: the first of an id that was not stored before is stored now, the others meet it. */
function outcomesOf(
  events: readonly EventDocument[],
  stored: ReadonlyMap<string, string>,
): AppendOutcome[] {
  const known = new Map(stored);
  return events.map(({ _id, hash }) => {
    const before = known.get(_id);
    if (before === undefined) known.set(_id, hash);
    if (before === undefined) return "accepted";
    return before === hash ? "duplicate" : "conflict";
  });
}
