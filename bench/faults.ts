import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../app/config.ts";
import { openDatabase } from "../app/database.ts";
import { CRASH_POINTS } from "../test/faults/crash-points.ts";
import { crashRounds, type CrashResult } from "../test/faults/crash-rounds.ts";
import { shuffle } from "../test/faults/shuffle.ts";
import { takeover } from "../test/faults/takeover.ts";
import { printTable, report } from "./figure.ts";

/**
 * `npm run faults -- [--only crash|takeover|shuffle] [--rounds 20] [--from 1] [--point WORDS] [--events 200000]
 * [--seed 1]`: the promise of durability, held against kills. A JSON line a crash point, as soon as it is done; `--from N`
 * goes on with the Nth, `--point` takes those alone whose line has these words. Exits with 1 where anything was lost,
 * doubled or differs, and where a point was not reached.
 */
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    rounds: { type: "string", default: "20" },
    events: { type: "string", default: "200000" },
    seed: { type: "string", default: "1" },
    point: { type: "string", default: "" },
    from: { type: "string", default: "1" },
  },
});
const SIDE_BY_SIDE = 2;
const seed = Number(values.seed);
const wants = (what: string): boolean => values.only === undefined || values.only === what;
const dir = mkdtempSync(join(tmpdir(), "customer-graph-faults-"));
const mongo = await openDatabase(loadConfig({ ...process.env, DATA_DIR: dir }), process.env);
process.env["TEST_MONGODB_URI"] = mongo.uri;
process.env["DATA_DIR"] = dir;
let failed = false;
try {
  if (wants("crash")) await crash();
  if (wants("takeover"))
    for (const signal of ["SIGKILL", "SIGTERM"] as const) {
      const { left, begunMs, workedMs, backlog } = await takeover(signal, 3_000);
      report(`faults.takeover.${signal}.left`, left, "events");
      if (begunMs !== null) report(`faults.takeover.${signal}.begun`, begunMs, "ms");
      report(`faults.takeover.${signal}.worked`, workedMs, "ms");
      report(`faults.takeover.${signal}.backlog of the other`, backlog, "events");
    }
  if (wants("shuffle")) {
    const { differences, ...counts } = await shuffle(Number(values.events), seed);
    console.log(JSON.stringify({ shuffle: counts, differences }));
    report("faults.shuffle.differences", differences.length, "documents");
    failed ||= differences.length > 0;
  }
  printTable();
} finally {
  await mongo.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

async function crash(): Promise<void> {
  const points = [...CRASH_POINTS.entries()]
    .slice(Number(values.from) - 1)
    .filter(([, { at, name }]) => `${at} ${name}`.includes(values.point));
  const sum = { kills: 0, missed: 0, lost: 0, doubled: 0, differences: 0, failed: 0 };
  const began = performance.now();
  // Side by side: while one process starts another waits for its load.
  const work = async (): Promise<void> => {
    for (let next = points.shift(); next !== undefined; next = points.shift()) {
      const [i, point] = next;
      const rounds = Array.from({ length: Number(values.rounds) }, () => point);
      const about = { n: i + 1, point: point.name, at: point.at };
      const result = await crashRounds(rounds, seed + i * 1_000).catch((error: unknown) => error);
      const minutes = Number(((performance.now() - began) / 60_000).toFixed(1));
      // What went wrong at one point must not cost the others theirs.
      if (result instanceof Error) {
        console.log(JSON.stringify({ ...about, failed: result.message, minutes }));
        sum.failed += 1;
        continue;
      }
      const { missed, ...rest } = result as CrashResult;
      console.log(JSON.stringify({ ...about, missed: missed.length, ...rest, minutes }));
      sum.kills += rest.kills;
      sum.missed += missed.length;
      sum.lost += rest.lost;
      sum.doubled += rest.doubled;
      sum.differences += rest.differences.length;
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  for (const [what, value] of Object.entries(sum)) report(`faults.crash.${what}`, value, what);
  if (sum.missed > 0) console.log(`${String(sum.missed)} rounds did not reach their point.`);
  failed ||= sum.failed + sum.missed + sum.lost + sum.doubled + sum.differences > 0;
}
