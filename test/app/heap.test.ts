import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Keeps some 25 MB, and drops many times that after they have grown old; prints the most that the heap came to meanwhile. What
 * was kept for a while at first is what a process loads at its start.
 */
const churn = (first: string): string => `
  const { boundHeap } = await import("./app/heap.ts");
  const chunk = () => Array.from({ length: 1_000 }, (_, i) => ({ i, text: "x".repeat(40) + i }));
  const some = (n) => Array.from({ length: n }, chunk);
  let loaded = some(600);
  loaded = null;
  const kept = some(200);
  const hold = ${first};
  let most = 0;
  await hold(async () => {
    const ring = [];
    for (let n = 0; n < 1_500; n += 1) {
      ring[n % 60] = chunk();
      if (n % 20 === 0) {
        most = Math.max(most, process.memoryUsage().heapUsed);
        await new Promise(setImmediate);
      }
    }
  });
  console.log(JSON.stringify({ kept: kept.length, most: Math.round(most / 1024 ** 2) }));
`;

/** What is kept for a while survives in a thread's young generation; prints the room that it came to. */
const young = (first: string): string => `
  import { once } from "node:events";
  import { Worker } from "node:worker_threads";
  const { boundHeap } = await import("./app/heap.ts");
  const thread = new Worker(\`
    const { parentPort } = require("node:worker_threads");
    const { getHeapSpaceStatistics } = require("node:v8");
    parentPort.once("message", () => {
      const ring = [];
      for (let i = 0; i < 2_000_000; i += 1) ring[i % 100_000] = { i, text: "x" + i };
      const { space_size } = getHeapSpaceStatistics().find((space) => space.space_name === "new_space");
      parentPort.postMessage(space_size);
    });
  \`, { eval: true, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 64 } });
  await once(thread, "online");
  const hold = ${first};
  const [size] = await hold(() => {
    thread.postMessage("go");
    return once(thread, "message");
  });
  console.log(JSON.stringify({ most: Math.round(size / 1024 ** 2) }));
`;

async function mostMb(script: string): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", script],
    { cwd: ROOT },
  );
  return (JSON.parse(stdout) as { most: number }).most;
}

const BOUND = "boundHeap(Promise.resolve())";
const UNBOUND = "(work) => work()";

it.each([
  ["the heap", churn],
  ["the young generation of a thread", young],
])(
  "keeps %s far below what it would come to by itself while garbage streams by",
  async (_, of) => {
    const [unbound, bound] = await Promise.all([mostMb(of(UNBOUND)), mostMb(of(BOUND))]);
    expect(bound).toBeLessThan(unbound / 2);
  },
  30_000,
);
