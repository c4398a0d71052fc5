import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { defineSegments, environmentOf } from "./crash-rounds.ts";
import { batchOf } from "./feed.ts";
import { createMortal } from "./mortal.ts";
import { startSenders } from "./senders.ts";

/** How a killed worker's part was taken over. */
export interface Takeover {
  /** What the victim had in hand when it died, batches. */
  readonly left: number;
  /** Until somebody else had begun on it, milliseconds. */
  readonly begunMs: number;
  /** Until nothing of it waited, milliseconds: that takes as long as the work does. */
  readonly ms: number;
}

const READY_WITHIN_MS = 30_000;

/** Ends one of two processes under load, and measures how long until the other has worked what it left. */
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
    const senders = startSenders({ urls: [victim.url], batchOf: (n) => batchOf(n, 50), lanes: 8 });
    await sleep(loadMs);
    const dying = victim.kill(signal);
    const began = performance.now();
    if (signal === "SIGKILL") await dying;
    const left = await inbox.countDocuments({ by: lease });
    const ids = await acknowledgedOf(database);
    await until(
      async () => (await inbox.countDocuments({ _id: { $in: ids }, by: lease })) < left,
      (begun) => begun,
    );
    const begunMs = performance.now() - began;
    await until(
      () => inbox.countDocuments({ _id: { $in: ids } }),
      (open) => open === 0,
    );
    const ms = performance.now() - began;
    await dying;
    victim.start();
    await senders.stop();
    await Promise.all([victim.kill("SIGTERM"), survivor.kill("SIGTERM")]);
    return { left, begunMs, ms };
  } finally {
    await dropAndClose(database);
  }
}

interface Note {
  readonly _id: string;
  readonly by?: string;
  readonly work: string;
}

// Of a note whose events were never stored nobody was told; it waits for its sender's next attempt.
async function acknowledgedOf({ db }: Database): Promise<string[]> {
  const notes = await db.collection<Note>("inbox").find().toArray();
  const eventsOf = notes.map(({ _id, work }) => ({
    _id,
    events: (JSON.parse(work) as { id: string }[]).map(({ id }) => id),
  }));
  const wanted = eventsOf.flatMap(({ events }) => events);
  const stored = await db
    .collection<{ _id: string }>("events")
    .find({ _id: { $in: wanted } }, { projection: { _id: 1 } })
    .toArray();
  const known = new Set(stored.map(({ _id }) => _id));
  return eventsOf.flatMap(({ _id, events }) => (events.every((id) => known.has(id)) ? _id : []));
}

async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > end) throw new Error("not in time");
    await sleep(10);
  }
}
