import { once } from "node:events";
import { connect as connectTo, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MongoClient, type Collection } from "mongodb";
import { isOutage, isTooLarge, type Database } from "../../platform/mongo.ts";
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
