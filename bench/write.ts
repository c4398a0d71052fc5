import { generateFeed } from "../examples/feed/index.ts";
import { loadConfig } from "../app/config.ts";
import { openProcess } from "../app/open-process.ts";
import { loadSegments } from "../app/sample.ts";
import { createWorkThread } from "../app/thread/start-work-thread.ts";
import { MAJORITY } from "../platform/mongo.ts";
import { countCpu, reportCpu } from "./cpu.ts";
import { report } from "./figure.ts";

const BATCH = 100;
const IN_FLIGHT = 16;
/** Of the feed so much is worked before the clock starts: a server's first seconds are those of its compiler. */
const WARM = 0.3;
const UNTIL = new Date("2026-11-01T00:00:00Z");

/** Measures the full write path on the sample feed, and raw majority inserts of the documents that came of it. */
export async function measureWrites(
  environment: Readonly<Record<string, string>>,
  people: number,
): Promise<void> {
  const config = loadConfig({ ...environment, MONGODB_DATABASE: "bench_write" });
  const working = createWorkThread();
  const opened = await openProcess(config, { ...working.role, scopeForm: "sealed" });
  const { graph, database, close } = opened;
  await working.start(opened);
  await working.ready();
  await loadSegments(graph);
  const batches = batchesOf(generateFeed({ people, seed: 1, until: UNTIL }).records);

  const work = async (some: readonly SourceBatch[]): Promise<void> => {
    await sideBySide(some, async ({ source, events }) => {
      while (working.role.workedBy.backlog() > 5_000)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await graph.pipeline.accept(
        events.map((raw) => ({ raw })),
        source,
      );
    });
    await working.idle();
  };
  const events = database.db.collection("events");
  const warm = Math.floor(batches.length * WARM);
  await work(batches.slice(0, warm));
  const before = await events.countDocuments();
  const usedByFeed = await countCpu(database.db);
  const began = performance.now();
  await work(batches.slice(warm));
  const seconds = (performance.now() - began) / 1_000;
  const feedCpu = await usedByFeed();
  await working.stop();
  const stored = await events.find().toArray();
  const perSecond = (stored.length - before) / seconds;
  report("write.feed", perSecond, "events/s");
  reportCpu("write.feed", feedCpu, stored.length - before);

  const raw = database.db.collection("raw");
  for (const { key } of await events.indexes()) await raw.createIndex(key);
  const groups: (typeof stored)[] = [];
  for (let at = 0; at < stored.length; at += BATCH) groups.push(stored.slice(at, at + BATCH));
  const usedByRaw = await countCpu(database.db);
  const rawBegan = performance.now();
  await sideBySide(groups, async (group) => {
    await raw.insertMany(group, { writeConcern: MAJORITY, ordered: false });
  });
  const rawSeconds = (performance.now() - rawBegan) / 1_000;
  const rawCpu = await usedByRaw();
  const rawPerSecond = stored.length / rawSeconds;
  report("write.insertMany", rawPerSecond, "events/s");
  reportCpu("write.insertMany", rawCpu, stored.length);
  report("write.feed/insertMany", perSecond / rawPerSecond, "ratio");
  await database.db.dropDatabase();
  await close();
}

interface SourceBatch {
  readonly source: string;
  readonly events: readonly unknown[];
}

/** Batches as sources send them: each source its own, in the order of the feed. */
function batchesOf(
  records: readonly { readonly source: string; readonly event: unknown }[],
): SourceBatch[] {
  const open = new Map<string, unknown[]>();
  const batches: SourceBatch[] = [];
  for (const { source, event } of records) {
    const events = open.get(source) ?? [];
    if (events.length === 0) batches.push({ source, events });
    events.push(event);
    open.set(source, events.length === BATCH ? [] : events);
  }
  return batches;
}

async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
