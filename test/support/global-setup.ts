import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../platform/mongod/free-port.ts";
import { provideMongod, startMongod, type RunningMongod } from "../../platform/mongod/index.ts";

/** What the run started, for its end. */
export interface Started {
  readonly mongod: RunningMongod | null;
  readonly redis: ChildProcess | null;
  readonly folder: string;
}

declare global {
  var started: Started | undefined;
}

/** One replica set and one Redis for the whole run; every test file takes a database of its own. */
export default async function setup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "customer-graph-test-"));
  let mongod: RunningMongod | null = null;
  if (process.env["TEST_MONGODB_URI"] === undefined) {
    const { path } = await provideMongod(process.env, (message) => {
      console.log(message);
    });
    mongod = await startMongod({ binary: path, dataDir: join(folder, "mongo") });
    process.env["TEST_MONGODB_URI"] = mongod.uri;
    process.env["TEST_MONGOD"] = path;
  }
  globalThis.started = { mongod, redis: await startRedis(folder), folder };
}

// Redis is optional for the product; where it is not installed the tests that need it say so.
async function startRedis(folder: string): Promise<ChildProcess | null> {
  const port = await freePort();
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
  const child = spawn("redis-server", options, { stdio: "ignore" });
  const isThere = await new Promise<boolean>((resolve) => {
    child.once("spawn", () => {
      resolve(true);
    });
    child.once("error", () => {
      resolve(false);
    });
  });
  if (!isThere) return null;
  process.env["TEST_REDIS_URL"] = `redis://127.0.0.1:${String(port)}`;
  return child;
}
