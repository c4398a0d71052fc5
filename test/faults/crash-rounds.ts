import { setTimeout as sleep } from "node:timers/promises";
import { loadSegments } from "../../app/sample.ts";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph } from "../support/graph.ts";
import type { CrashPoint } from "./crash-points.ts";
import { differences } from "./dump.ts";
import { mix } from "./feed.ts";
import { createMortal, type Mortal } from "./mortal.ts";
import { startSenders, type Senders, type Told } from "./senders.ts";
import { refuseSome, workloadFor, type Workload } from "./workload.ts";

/** What a run of kills came to. */
export interface CrashResult {
  /** Kills at the point itself. */
  readonly kills: number;
  /** The points of rounds in which the process did not come to its point, or not in time: nothing was tried there. */
  readonly missed: readonly string[];
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
const LANES = 3;
/** Where the process that takes events in goes on all the time, as many would be sent as it can work. */
const FEW_LANES = 1;
const REACHED_WITHIN_MS = 25_000;
/** Where a process dies at every attempt, a batch waits for all rounds to end. */
const PATIENCE_MS = 120_000;
const PATIENCE_A_ROUND_MS = 20_000;
/** How long a run of retention that nobody disturbs may take. */
const ENDS_WITHIN_MS = 120_000;

/** Kills a process of the write path at one point after the other, under load, and compares the end with a quiet run. */
export async function crashRounds(
  points: readonly CrashPoint[],
  seed: number,
): Promise<CrashResult> {
  const database = await testDatabase("crash");
  const quiet = await testDatabase("quiet");
  const workload = workloadFor(new Set(points.map(({ needs }) => needs)));
  const environment = { ...environmentOf(database), ...workload.environment };
  const pipeline = await createMortal(environment);
  const retention = await createMortal(environment, retain(workload));
  try {
    await defineSegments(database);
    const { batchOf } = workload;
    const goesOn = points.some(({ needs }) => needs === "retention" || needs === "failures");
    const lanes = goesOn ? FEW_LANES : LANES;
    const senders = startSenders({
      urls: [pipeline.url],
      batchOf,
      lanes,
      patienceMs: Math.max(PATIENCE_MS, points.length * PATIENCE_A_ROUND_MS),
    });
    const missed: string[] = [];
    for (const [round, point] of points.entries()) {
      const skip = mix(seed + round) % (point.mostSkips + 1);
      const dies = point.needs === "retention" ? retention : pipeline;
      await prepareRound(point, round, { database, pipeline, senders });
      // The beat comes first of all; a process that dies before it listens meets no load.
      dies.start(point.at, point.at.endsWith("leases") ? Math.max(1, skip) : skip);
      const end = await dies.died(REACHED_WITHIN_MS);
      if (end === "ended" && dies === pipeline) throw new Error("the process ended by itself");
      if (end !== "killed") missed.push(point.name);
      await dies.kill("SIGKILL");
      if (point.needs === "failures") await refuseSome(database, null);
    }
    if (!pipeline.isAlive()) pipeline.start();
    const batches = await senders.stop();
    await settled(database);
    await pipeline.kill("SIGTERM");
    if (workload.before !== null) retention.start();
    if ((await retention.died(ENDS_WITHIN_MS)) === "alive") throw new Error("retention hangs");
    return {
      kills: points.length - missed.length,
      missed,
      told: senders.told(),
      ...(await compare(database, quiet, batches, workload)),
    };
  } finally {
    await Promise.all([pipeline.kill("SIGKILL"), retention.kill("SIGKILL")]);
    workload.dispose();
    await dropAndClose(database);
    await dropAndClose(quiet);
  }
}

function retain({ before }: Workload): string[] {
  return ["app/retain.ts", "--before", before?.toISOString() ?? "", "--delete"];
}

interface Scene {
  readonly database: Database;
  readonly pipeline: Mortal;
  readonly senders: Senders;
}

/** Sees to it that there is what a point needs. */
async function prepareRound(
  { needs }: CrashPoint,
  round: number,
  { database, pipeline, senders }: Scene,
): Promise<void> {
  if (needs === "failures") await refuseSome(database, round);
  const isFirst = round === 0 && needs === "orphans";
  if (!isFirst && needs !== "retention") return;
  if (!pipeline.isAlive()) pipeline.start();
  const before = senders.told().accepted;
  while (senders.told().accepted < before + 100) await sleep(10);
  if (isFirst) await pipeline.kill("SIGKILL");
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
export async function settled({ db }: Pick<Database, "db">, withinMs = 120_000): Promise<void> {
  const until = performance.now() + withinMs;
  const isOpen = async (): Promise<boolean> =>
    (await db.collection("inbox").countDocuments({})) > 0 ||
    // Whom matching joined is evaluated by upkeep.
    (await db.collection("identity_operations").countDocuments({ todo: true })) > 0 ||
    (await db.collection("segments").countDocuments({
      $expr: { $lt: ["$evaluatedVersion", "$version"] },
    })) > 0;
  while (await isOpen()) {
    if (performance.now() > until) throw new Error("work is left over");
    await sleep(20);
  }
}

/** Sends the same to an undisturbed graph, and holds one against the other. */
async function compare(
  database: Database,
  quiet: Database,
  batches: number,
  { batchOf, plans, model, before, undetermined }: Workload,
): Promise<Pick<CrashResult, "lost" | "doubled" | "differences">> {
  const graph = await openTestGraph(quiet, plans, undefined, undefined, model);
  await loadSegments(graph);
  const acknowledged = new Set<string>();
  for (let n = 0; n < batches; n += 1) {
    const batch = batchOf(n);
    // As the write API hands them on.
    const items = batch.map((raw) => ({ raw, live: true }));
    await graph.pipeline.accept(items, "faults");
    for (const { messageId } of batch)
      acknowledged.add(graph.events.idOf("faults", String(messageId)));
  }
  await settled(quiet);
  if (before !== null) await graph.events.retain(before, { isDry: false });
  await graph.stop();
  const events = database.db.collection<{ _id: string; messageId?: string }>("events");
  const stored = await events.find({}, { projection: { _id: 1, messageId: 1 } }).toArray();
  const known = new Set(stored.map(({ _id }) => _id));
  const named = stored.flatMap(({ messageId }) => messageId ?? []);
  return {
    lost: [...acknowledged].filter((id) => !known.has(id)).length,
    doubled: named.length - new Set(named).size,
    differences: await differences(quiet.db, database.db, undetermined),
  };
}
