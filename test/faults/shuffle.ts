import { setTimeout as sleep } from "node:timers/promises";
import { loadSegments } from "../../app/sample.ts";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph } from "../support/graph.ts";
import { settled } from "./crash-rounds.ts";
import { differences } from "./dump.ts";
import { batchOf, mix, type WireEvent } from "./feed.ts";

/** What a shuffled run came to. */
export interface ShuffleResult {
  readonly events: number;
  readonly sent: number;
  readonly accepted: number;
  readonly duplicate: number;
  /** Where its end differs from that of the run in order. */
  readonly differences: readonly string[];
}

const BATCH = 100;
const PRODUCERS = 8;
const MOST_WAITING = 100;

/** Sends every event one to five times, shuffled over eight producers, and compares with one run in order. */
export async function shuffle(count: number, seed: number): Promise<ShuffleResult> {
  const [mixed, ordered] = [await testDatabase("mixed"), await testDatabase("ordered")];
  try {
    // Without the event that claims another's id: which of two comes first is for the order to say.
    const events = Array.from({ length: Math.ceil(count / 10) }, (_, n) => batchOf(n).slice(0, 10))
      .flat()
      .slice(0, count);
    const sent = events
      .flatMap((event, k) =>
        Array.from({ length: 1 + (mix(seed + k) % 5) }, (_, i) => ({
          event,
          rank: mix(mix(seed + k) + i),
        })),
      )
      .sort((a, b) => a.rank - b.rank)
      .map(({ event }) => event);
    const told = await run(mixed, sent, PRODUCERS);
    await run(ordered, events, 1);
    return {
      events: events.length,
      sent: sent.length,
      ...told,
      differences: await differences(ordered.db, mixed.db),
    };
  } finally {
    await dropAndClose(mixed);
    await dropAndClose(ordered);
  }
}

async function run(
  database: Database,
  events: readonly WireEvent[],
  producers: number,
): Promise<{ accepted: number; duplicate: number }> {
  const graph = await openTestGraph(database);
  await loadSegments(graph);
  const told = { accepted: 0, duplicate: 0 };
  const inbox = database.db.collection("inbox");
  let next = 0;
  const produce = async (): Promise<void> => {
    while (next < events.length) {
      const batch = events.slice(next, (next += BATCH));
      // As the write API asks senders to wait.
      while ((await inbox.estimatedDocumentCount()) > MOST_WAITING) await sleep(10);
      for (const { outcome } of await graph.pipeline.accept(
        batch.map((raw) => ({ raw })),
        "faults",
      )) {
        if (outcome === "ACCEPTED") told.accepted += 1;
        else if (outcome === "DUPLICATE") told.duplicate += 1;
        else throw new Error(`an event was ${outcome}`);
      }
    }
  };
  await Promise.all(Array.from({ length: producers }, produce));
  await settled(database, 600_000);
  await graph.stop();
  return told;
}
