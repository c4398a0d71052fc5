import { setTimeout as sleep } from "node:timers/promises";
import { loadSegments } from "../../app/sample.ts";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph } from "../support/graph.ts";
import { differences, dump } from "./dump.ts";
import { batchOf, mix } from "./feed.ts";
import { createMortal } from "./mortal.ts";
import { startSenders, type Told } from "./senders.ts";

/** What a run of kills came to. */
export interface CrashResult {
  /** Kills at the point itself. */
  readonly kills: number;
  /** Rounds in which the point was not reached in time; the process was killed there and then. */
  readonly missed: number;
  readonly told: Told;
  /** Acknowledged events that are not stored. */
  readonly lost: number;
  /** Events that are stored more than once. */
  readonly doubled: number;
  /** Where the state differs from that of an undisturbed run, if it does. */
  readonly differences: readonly string[];
}

/** The secret of `openTestGraph`: equal ids make states comparable. */
const SECRET = "a secret of the tests, long enough";
const LANES = 6;
const REACHED_WITHIN_MS = 25_000;

/** Kills a process of the write path at one point after the other, under load, and compares the end with a quiet run. */
export async function crashRounds(points: readonly string[], seed: number): Promise<CrashResult> {
  const database = await testDatabase("crash");
  const quiet = await testDatabase("quiet");
  try {
    await defineSegments(database);
    const mortal = await createMortal(environmentOf(database));
    const senders = startSenders({ urls: [mortal.url], batchOf, lanes: LANES });
    let kills = 0;
    for (const [round, point] of points.entries()) {
      // The beat comes first of all; a process that dies before it listens meets no load.
      const least = point.endsWith("leases") ? 1 : 0;
      mortal.start(point, least + (mix(seed + round) % 6));
      if (await mortal.died(REACHED_WITHIN_MS)) kills += 1;
      else await mortal.kill("SIGKILL");
    }
    mortal.start();
    const batches = await senders.stop();
    await settled(database);
    await mortal.kill("SIGTERM");
    const acknowledged = new Set(
      Array.from({ length: batches }, (_, n) =>
        batchOf(n).map((event) => event["messageId"]),
      ).flat(),
    );
    const stored = await database.db
      .collection("events")
      .aggregate<{ _id: string; n: number }>([{ $group: { _id: "$messageId", n: { $sum: 1 } } }])
      .toArray();
    const known = new Set(stored.map(({ _id }) => _id));
    return {
      kills,
      missed: points.length - kills,
      told: senders.told(),
      lost: [...acknowledged].filter((id) => !known.has(id as string)).length,
      doubled: stored.filter(({ n }) => n > 1).length,
      differences: await differencesFromQuiet(database, quiet, batches),
    };
  } finally {
    await dropAndClose(database);
    await dropAndClose(quiet);
  }
}

/** The settings of a process over a database of the test. */
export function environmentOf({ db }: Pick<Database, "db">): Record<string, string> {
  return {
    NODE_ENV: "test",
    MONGODB_URI: process.env["TEST_MONGODB_URI"] ?? "",
    MONGODB_DATABASE: db.databaseName,
    SECRET,
    LOG_LEVEL: "error",
  };
}

/** Defines the sample segments in a database whose processes are yet to start. */
export async function defineSegments(database: Database): Promise<void> {
  const graph = await openTestGraph(database);
  await loadSegments(graph);
  await graph.stop();
}

/** Resolves when nothing waits any more; throws where that takes too long. */
export async function settled({ db }: Pick<Database, "db">, withinMs = 60_000): Promise<void> {
  const until = performance.now() + withinMs;
  const isOpen = async (): Promise<boolean> =>
    (await db.collection("inbox").countDocuments({})) > 0 ||
    (await db.collection("segments").countDocuments({
      $expr: { $lt: ["$evaluatedVersion", "$version"] },
    })) > 0;
  while (await isOpen()) {
    if (performance.now() > until) throw new Error("work is left over");
    await sleep(20);
  }
}

async function differencesFromQuiet(
  database: Database,
  quiet: Database,
  batches: number,
): Promise<string[]> {
  const graph = await openTestGraph(quiet);
  await loadSegments(graph);
  for (let n = 0; n < batches; n += 1) await graph.send(batchOf(n), "faults");
  await settled(quiet);
  await graph.stop();
  return differences(await dump(quiet.db), await dump(database.db));
}
