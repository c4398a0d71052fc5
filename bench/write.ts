import { generateFeed } from "../examples/feed/index.ts";
import { loadConfig } from "../app/config.ts";
import { openProcess } from "../app/open-process.ts";
import { loadSegments } from "../app/sample.ts";
import { createWorkThread } from "../app/thread/start-work-thread.ts";
import { MAJORITY } from "../platform/mongo.ts";
import { report } from "./figure.ts";
import { createStopwatch, type Stopwatch } from "./stopwatch.ts";

const BATCH = 100;
const IN_FLIGHT = 16;
/** Of the feed so much is worked before the clock starts: a server's first seconds are those of its compiler. */
const WARM = 0.3;
/** What is compared is measured in turns: the host may be half as fast a minute later. */
const TURNS = 2;
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
  const raw = database.db.collection("raw");
  for (const { key } of await events.indexes()) await raw.createIndex(key);
  const turn = async (some: readonly SourceBatch[], feed: Stopwatch, inserts: Stopwatch) => {
    const before = await events.countDocuments();
    await feed.run(() => work(some));
    const stored = await events.find({}, { sort: { $natural: 1 }, skip: before }).toArray();
    const insert = (group: typeof stored): Promise<unknown> =>
      raw.insertMany(group, { writeConcern: MAJORITY, ordered: false });
    await inserts.run(() => sideBySide(inGroups(stored), insert));
    for (const watch of [feed, inserts]) watch.count(stored.length);
  };
  const warm = Math.floor(batches.length * WARM);
  await turn(batches.slice(0, warm), createStopwatch(database.db), createStopwatch(database.db));
  const feed = createStopwatch(database.db);
  const inserts = createStopwatch(database.db);
  const size = Math.ceil((batches.length - warm) / TURNS);
  for (let at = warm; at < batches.length; at += size)
    await turn(batches.slice(at, at + size), feed, inserts);
  await working.stop();
  const perSecond = feed.report("write.feed");
  const rawPerSecond = inserts.report("write.insertMany");
  report("write.feed/insertMany", perSecond / rawPerSecond, "ratio");
  await database.db.dropDatabase();
  await close();
}

function inGroups<T>(documents: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < documents.length; at += BATCH) groups.push(documents.slice(at, at + BATCH));
  return groups;
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

async function sideBySide<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
