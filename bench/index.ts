import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../app/config.ts";
import { openDatabase } from "../app/database.ts";
import { fail } from "../app/fail.ts";
import { connect, type Database } from "../platform/mongo.ts";
import { measureBurst } from "./burst.ts";
import { printTable } from "./figure.ts";
import { start, type Started } from "../test/support/start-process.ts";
import { measureHot } from "./hot.ts";
import { measureIdentity } from "./identity.ts";
import { measureImport } from "./import.ts";
import { measureMatching } from "./match.ts";
import { measureReads } from "./read.ts";
import { measureStandardise } from "./standardise.ts";
import { measureSteady } from "./steady.ts";
import { measureWrites } from "./write.ts";

/**
 * `npm run bench -- [--only NAME] [options]`: every figure as a JSON line, and a table at the end; docs/operations.md
 * lists the benches and what each is asked with. Ratios are of the same run, on the same database server.
 */
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    people: { type: "string", default: "2000" },
    seconds: { type: "string", default: "5" },
    shared: { type: "string", default: "100000" },
    megabytes: { type: "string", default: "100" },
    records: { type: "string", default: "20000" },
    rate: { type: "string", default: "1000" },
    "steady-seconds": { type: "string", default: "30" },
    hot: { type: "string", default: "100000" },
    "hot-rate": { type: "string", default: "800" },
    "others-rate": { type: "string", default: "200" },
    "burst-rate": { type: "string", default: "600" },
    "burst-seconds": { type: "string", default: "60" },
  },
});
async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "customer-graph-bench-"));
  const mongo = await openDatabase(loadConfig({ ...process.env, DATA_DIR: dir }), process.env);
  const environment = {
    MONGODB_URI: mongo.uri,
    MONGODB_DATABASE: `bench_${String(process.pid)}`,
    DATA_DIR: dir,
    SAMPLE_FEED: values.people,
  };
  try {
    const asked = (name: string): boolean => values.only === undefined || values.only === name;
    if (asked("standardise")) measureStandardise(Number(values.people));
    if (asked("write")) await measureWrites(environment, Number(values.people));
    if (asked("match")) await measureMatching(environment, Number(values.records));
    if (asked("identity"))
      await measureIdentity(environment, {
        seconds: Number(values.seconds),
        shared: Number(values.shared),
      });
    if (asked("read")) {
      const product = await start(["app/start.ts"], { ...environment, PORT: "0" });
      try {
        await measureReads(environment, product, Number(values.seconds));
      } finally {
        await product.stop();
      }
    }
    if (asked("steady"))
      await overEmpty(environment, "steady", (product) =>
        measureSteady(product, {
          rate: Number(values.rate),
          seconds: Number(values["steady-seconds"]),
        }),
      );
    if (asked("burst"))
      await overEmpty(environment, "burst", async (product, database) => {
        const rate = Number(values["burst-rate"]);
        const isWell = await measureBurst(product, database, {
          rate,
          seconds: Number(values["burst-seconds"]),
        });
        if (!isWell) process.exitCode = 1;
      });
    if (asked("hot"))
      await overEmpty(environment, "hot", (product, database) =>
        measureHot(product, database, {
          events: Number(values.hot),
          rate: Number(values["hot-rate"]),
          others: Number(values["others-rate"]),
        }),
      );
    if (asked("import"))
      await overEmpty(environment, "import", (product) =>
        measureImport(product, Number(values.megabytes)),
      );
    printTable();
  } finally {
    await mongo.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Over the whole product in a process of its own, and a database that is empty at first. */
async function overEmpty(
  environment: Readonly<Record<string, string>> & { readonly MONGODB_URI: string },
  name: string,
  measure: (product: Started, database: Database) => Promise<void>,
): Promise<void> {
  const settings = { ...environment, MONGODB_DATABASE: `bench_${name}`, SAMPLE_FEED: "off" };
  const product = await start(["app/start.ts"], { ...settings, PORT: "0" });
  const database = await connect(settings.MONGODB_URI, settings.MONGODB_DATABASE);
  try {
    await measure(product, database);
  } finally {
    await product.stop();
    await database.db.dropDatabase();
    await database.close();
  }
}

main().catch(fail);
