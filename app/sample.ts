import { readFileSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { generateFeed, type FeedRecord } from "../examples/feed/index.ts";
import type { Graph } from "./graph.ts";

/** How a sample feed is made; kept beside the data, so that a load that was cut off goes on with the same feed. */
interface SampleState {
  readonly people: number;
  readonly seed: number;
  readonly until: string;
  readonly done: boolean;
}

/** What to do about sample data at this start. */
export interface SamplePlan {
  readonly state: SampleState;
  readonly save: (done: boolean) => void;
}

const BATCH = 500;
const SEED = 1;
const DEFAULT_PEOPLE = 2_000;

/** The plan for sample data; null where there is nothing to load: switched off, loaded before, or data of one's own. */
export async function planSample(
  graph: Pick<Graph, "identity">,
  dataDir: string,
  setting: "on" | "off" | number,
  now: Date,
): Promise<SamplePlan | null> {
  if (setting === "off") return null;
  const file = join(dataDir, "sample-feed.json");
  const begun = readState(file);
  const [anybody] = await graph.identity.scan(null, 1);
  if (begun?.done === true || (begun === null && anybody !== undefined)) return null;
  const state = begun ?? {
    people: setting === "on" ? DEFAULT_PEOPLE : setting,
    seed: SEED,
    until: now.toISOString(),
    done: false,
  };
  const save = (done: boolean): void => {
    writeFileSync(file, JSON.stringify({ ...state, done }));
  };
  return { state, save };
}

/** Loads the sample feed through the write path, as its sources would have sent it, and ships the sample segments. */
export async function loadSample(
  { state, save }: SamplePlan,
  { pipeline, segments }: Pick<Graph, "pipeline" | "segments">,
  drained: (most: number) => Promise<void>,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  save(false);
  await loadSegments({ segments });
  const { records } = generateFeed({
    people: state.people,
    seed: state.seed,
    until: new Date(state.until),
  });
  for (let at = 0; at < records.length; at += BATCH) {
    for (const [source, events] of bySource(records.slice(at, at + BATCH)))
      await pipeline.accept(
        events.map((raw) => ({ raw })),
        source,
      );
    await drained(BATCH * 4);
    onProgress(Math.min(at + BATCH, records.length), records.length);
  }
  await drained(0);
  save(true);
}

/** Ships the sample segments. */
export async function loadSegments({ segments }: Pick<Graph, "segments">): Promise<void> {
  for (const definition of await sampleSegments()) await segments.upsert(definition, "sample");
}

type SegmentInput = Parameters<Graph["segments"]["upsert"]>[0];

async function sampleSegments(): Promise<SegmentInput[]> {
  const folder = new URL("../examples/segments/", import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), "utf8")));
  return texts.map((text) => JSON.parse(text) as SegmentInput);
}

function bySource(records: readonly FeedRecord[]): Map<string, unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const { source, event } of records) {
    const group = groups.get(source);
    if (group === undefined) groups.set(source, [event]);
    else group.push(event);
  }
  return groups;
}

function readState(file: string): SampleState | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as SampleState;
  } catch {
    return null;
  }
}
