import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectTo, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MongoClient, type Collection } from "mongodb";
import { connect, isOutage, isTooLarge, type Database } from "../../platform/mongo.ts";
import { provideMongod, startMongod } from "../../platform/mongod/index.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";

/** What somebody fails with. */
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** A way to the server of the run that can be cut. */
async function openWay(): Promise<{ readonly uri: string; cut(): void }> {
  const server = new URL((process.env["TEST_MONGODB_URI"] ?? "").replace("mongodb:", "http:"));
  const sockets: Socket[] = [];
  const way = createServer((near) => {
    const far = connectTo(Number(server.port), server.hostname);
    for (const socket of [near, far]) socket.on("error", () => undefined);
    sockets.push(near, far);
    near.pipe(far).pipe(near);
  });
  await once(way.listen(0, "127.0.0.1"), "listening");
  const { port } = way.address() as AddressInfo;
  return {
    uri: `mongodb://127.0.0.1:${String(port)}/?directConnection=true&serverSelectionTimeoutMS=200`,
    cut: () => {
      way.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describe("isOutage", () => {
  const set = { filter: { n: 1 }, update: { $set: { n: 2 } } };
  it.each([
    ["a read", (some: Collection) => some.findOne()],
    ["a write", (some: Collection) => some.insertOne({})],
    ["many inserts", (some: Collection) => some.insertMany([{}])],
    ["a bulk write", (some: Collection) => some.bulkWrite([{ updateOne: set }])],
  ])("is true for %s where the server went away", async (_, work) => {
    const { uri, cut } = await openWay();
    const client = await new MongoClient(uri).connect();
    const some = client.db("outage").collection("some");
    await some.findOne();
    cut();
    expect(isOutage(await failureOf(work(some)))).toBe(true);
    await client.close();
  });
});

it("takes a primary that steps down for an outage, where the driver does not try again by itself", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "customer-graph-steps-down-"));
  const { path: binary } = await provideMongod(process.env, () => undefined);
  const { uri, stop } = await startMongod({ binary, dataDir });
  const database = await connect(uri, "outage", { retryWrites: false });
  try {
    const some = database.db.collection<{ _id: number }>("some");
    await some.insertOne({ _id: 1 });
    await database.client.db("admin").command({ replSetStepDown: 2, force: true });
    // At once: as soon as the first is refused the driver waits for a primary.
    const failures = await Promise.all([
      failureOf(some.insertOne({ _id: 2 })),
      failureOf(some.insertMany([{ _id: 3 }])),
      failureOf(some.updateMany({}, { $set: { n: 1 } })),
    ]);
    expect(failures.map((failure) => [failure !== null, isOutage(failure)])).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
  } finally {
    await database.close();
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 60_000);

describe("isTooLarge", () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase("faults");
  });
  afterAll(() => dropAndClose(database));

  it("is true where one of many writes would make a document too large, whatever else was refused", async () => {
    const some = database.db.collection<{ _id: string; half?: string; other?: string }>("some");
    const half = "x".repeat(9 * 1024 * 1024);
    await some.insertMany([{ _id: "taken" }, { _id: "large", half }]);
    const again = { insertOne: { document: { _id: "taken" } } };
    const grow = { updateOne: { filter: { _id: "large" }, update: { $set: { other: half } } } };
    const bulk = (...operations: (typeof again | typeof grow)[]): Promise<unknown> =>
      failureOf(some.bulkWrite(operations, { ordered: false }));
    expect(isTooLarge(await bulk(again, grow))).toBe(true);
    expect(isTooLarge(await bulk(grow))).toBe(true);
    expect(isTooLarge(await bulk(again))).toBe(false);
    expect(isOutage(await bulk(again, grow))).toBe(false);
  });
});
