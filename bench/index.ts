import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../app/config.ts";
import { openDatabase } from "../app/database.ts";
import { printTable } from "./figure.ts";
import { start } from "../test/support/start-process.ts";
import { measureReads } from "./read.ts";
import { measureWrites } from "./write.ts";

/**
 * `npm run bench -- [--only read|write] [--people 2000] [--seconds 5]`: every figure as a JSON line, and a table at
 * the end. Ratios are of the same run, on the same database server.
 */
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    people: { type: "string", default: "2000" },
    seconds: { type: "string", default: "5" },
  },
});
const dir = mkdtempSync(join(tmpdir(), "customer-graph-bench-"));
const mongo = await openDatabase(loadConfig({ ...process.env, DATA_DIR: dir }), process.env);
const environment = {
  MONGODB_URI: mongo.uri,
  MONGODB_DATABASE: `bench_${String(process.pid)}`,
  DATA_DIR: dir,
  SAMPLE_FEED: values.people,
};
try {
  if (values.only !== "read") await measureWrites(environment, Number(values.people));
  if (values.only !== "write") {
    const product = await start(["app/start.ts"], { ...environment, PORT: "0" });
    try {
      await measureReads(environment, product, Number(values.seconds));
    } finally {
      await product.stop();
    }
  }
  printTable();
} finally {
  await mongo.stop();
  rmSync(dir, { recursive: true, force: true });
}
