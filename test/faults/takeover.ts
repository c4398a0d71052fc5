import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { defineSegments, environmentOf } from "./crash-rounds.ts";
import { batchOf } from "./feed.ts";
import { createMortal } from "./mortal.ts";
import { startSenders } from "./senders.ts";

/** How a part was taken over. */
export interface Takeover {
  /** What the victim had in hand when it died and was acknowledged, events. */
  readonly left: number;
  /** Until another worker had begun to take it over, milliseconds; null where the victim finished all of it itself. */
  readonly begunMs: number | null;
  /** Until all of it was worked, milliseconds: on top, that takes as long as the work does. */
  readonly workedMs: number;
  /** What the other worker held of its own by then, events: none of it went first. */
  readonly backlog: number;
}

const READY_WITHIN_MS = 30_000;

/** Ends one of two processes under load that goes on, and measures how long until the other has worked what it left. */
export async function takeover(signal: "SIGKILL" | "SIGTERM", loadMs: number): Promise<Takeover> {
  const database = await testDatabase("takeover");
  try {
    await defineSegments(database);
    const inbox = database.db.collection<Note>("inbox");
    const leases = database.db.collection<{ _id: string }>("leases");
    const environment = environmentOf(database);
    const [survivor, victim] = [await createMortal(environment), await createMortal(environment)];
    survivor.start();
    const [kept] = await until(
      () => leases.find().toArray(),
      (found) => found.length === 1,
    );
    victim.start();
    const both = await until(
      () => leases.find().toArray(),
      (found) => found.length === 2,
    );
    const lease = both.find(({ _id }) => _id !== kept?._id)?._id ?? "";
    const urls = [victim.url, survivor.url];
    const senders = startSenders({ urls, batchOf: (n) => batchOf(n, 50), lanes: 8 });
    await sleep(loadMs);
    const dying = victim.kill(signal);
    const began = performance.now();
    if (signal === "SIGKILL") await dying;
    const left = await acknowledgedOf(database, lease);
    const ids = left.map(({ _id }) => _id);
    let begunMs: number | null = null;
    await until(
      () => inbox.find({ _id: { $in: ids } }, { projection: { by: 1 } }).toArray(),
      (open) => {
        if (open.some(({ by }) => by !== lease)) begunMs ??= performance.now() - began;
        return open.length === 0;
      },
    );
    const workedMs = performance.now() - began;
    const own = await inbox.find({ by: kept?._id ?? "" }, { projection: { events: 1 } }).toArray();
    await dying;
    await senders.stop();
    await survivor.kill("SIGKILL");
    return { left: eventsIn(left), begunMs, workedMs, backlog: eventsIn(own) };
  } finally {
    await dropAndClose(database);
  }
}

interface Note {
  readonly _id: string;
  readonly by?: string;
  readonly events: number;
  readonly work: string;
}

function eventsIn(notes: readonly Pick<Note, "events">[]): number {
  return notes.reduce((sum, { events }) => sum + events, 0);
}

// Of a note whose events were never stored nobody was told; it waits for its sender's next attempt.
async function acknowledgedOf({ db }: Database, lease: string): Promise<Note[]> {
  const notes = await db.collection<Note>("inbox").find({ by: lease }).toArray();
  const read = notes.map((note) => ({ note, noted: JSON.parse(note.work) as { id: string }[] }));
  const wanted = read.flatMap(({ noted }) => noted.map(({ id }) => id));
  const stored = await db
    .collection<{ _id: string }>("events")
    .find({ _id: { $in: wanted } }, { projection: { _id: 1 } })
    .toArray();
  const known = new Set(stored.map(({ _id }) => _id));
  return read.flatMap(({ note, noted }) => (noted.every(({ id }) => known.has(id)) ? note : []));
}

async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > end) throw new Error("not in time");
    await sleep(20);
  }
}
