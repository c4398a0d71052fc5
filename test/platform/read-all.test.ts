import { once } from "node:events";
import { createConnection, createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Collection } from "mongodb";
import { connect, type Database } from "../../platform/mongo.ts";
import { aggregateAll, aggregateEach, findAll } from "../../platform/read-all.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";

interface Row {
  readonly _id: string;
  readonly n: number;
  readonly at: Date;
  readonly filling?: string;
}

const MANY = 3_000;

let database: Database;
let small: Collection<Row>;
let large: Collection<Row>;

beforeAll(async () => {
  database = await testDatabase("read_all");
  small = database.db.collection<Row>("small");
  large = database.db.collection<Row>("large");
  const row = (_: unknown, n: number): Row => ({ _id: `r${String(n)}`, n, at: new Date(n) });
  await small.insertMany(Array.from({ length: MANY }, row));
  const filling = "x".repeat(1_000_000);
  await large.insertMany(Array.from({ length: 40 }, (_, n) => ({ ...row(_, n), filling })));
});
afterAll(() => dropAndClose(database));

async function expectNoOpenCursor(collection: string): Promise<void> {
  const open = await database.client
    .db("admin")
    .aggregate<{ type: string; ns: string }>([{ $currentOp: { idleCursors: true } }])
    .toArray();
  const namespace = `${database.db.databaseName}.${collection}`;
  expect(open.filter(({ type, ns }) => type === "idleCursor" && ns === namespace)).toEqual([]);
}

it("reads what a cursor reads, in one command", async () => {
  const asked: string[] = [];
  const note = ({ commandName }: { commandName: string }): void => void asked.push(commandName);
  database.client.on("commandStarted", note);
  const filter = { n: { $gte: 10 } };
  const projection = { n: 1, at: 1 };
  const found = await findAll(small, filter, { projection, sort: { n: -1 } });
  const counted = await aggregateAll<{ _id: number; n: number }>(small, [
    { $group: { _id: { $mod: ["$n", 7] }, n: { $sum: 1 } } },
    { $sort: { _id: 1 } },
  ]);
  database.client.off("commandStarted", note);
  expect(asked).toEqual(["find", "aggregate"]);
  expect(found).toHaveLength(MANY - 10);
  expect(found).toEqual(await small.find(filter, { projection }).sort({ n: -1 }).toArray());
  expect(counted.map(({ n }) => n)).toEqual([429, 429, 429, 429, 428, 428, 428]);
  expect(await findAll(small, filter, { sort: { n: 1 }, limit: 2 })).toEqual(
    await small.find(filter).sort({ n: 1 }).limit(2).toArray(),
  );
});

it("reads what a reply has no room for", async () => {
  const found = await findAll(large, {}, { sort: { n: 1 } });
  expect(found.map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  expect(found.every(({ filling }) => filling?.length === 1_000_000)).toBe(true);
  expect(await aggregateAll(large, [{ $match: { n: { $lt: 30 } } }])).toHaveLength(30);
  await expectNoOpenCursor("large");
});

it("hands over what a pipeline over no collection comes to, by one command or by a cursor", async () => {
  const join = (most: number) => [
    { $documents: [{}] },
    { $lookup: { from: "large", pipeline: [{ $match: { n: { $lt: most } } }], as: "row" } },
    { $unwind: "$row" },
    { $replaceRoot: { newRoot: "$row" } },
    { $sort: { n: 1 } },
  ];
  for (const most of [3, 40]) {
    const seen: number[] = [];
    await aggregateEach(database.db, join(most), (row) => seen.push((row as Row).n));
    expect(seen).toEqual(Array.from({ length: most }, (_, n) => n));
  }
  await expectNoOpenCursor("$cmd.aggregate");
});

it("sees what its transaction did, and reads all of it", async () => {
  const [own, everything] = await database.transaction(async (session) => {
    await large.insertOne({ _id: "new", n: 100, at: new Date(0) }, { session });
    const one = await findAll(large, { _id: "new" }, { session });
    const all = await findAll(large, {}, { session });
    await large.deleteOne({ _id: "new" }, { session });
    return [one, all] as const;
  });
  expect(own).toHaveLength(1);
  expect(everything).toHaveLength(41);
});

it("asks again where the connection broke, but within a transaction, which is repeated as a whole", async () => {
  const relay = await startRelay(process.env["TEST_MONGODB_URI"] ?? "");
  const there = await connect(relay.uri, database.db.databaseName);
  const collection = there.db.collection<Row>("small");
  relay.breakAt("small");
  expect(await findAll(collection, { n: 1 })).toHaveLength(1);
  relay.breakAt("small");
  let tries = 0;
  const found = await there.transaction((session) => {
    tries += 1;
    return findAll(collection, { n: 1 }, { session });
  });
  expect([found.length, tries, relay.broken()]).toEqual([1, 2, 2]);
  await there.close();
  relay.close();
});

it("throws what the server refuses", async () => {
  await expect(findAll(small, { $nothing: 1 })).rejects.toThrow("$nothing");
});

interface Relay {
  readonly uri: string;
  /** Ends the next connection over which this text is sent. */
  breakAt(text: string): void;
  broken(): number;
  close(): void;
}

async function startRelay(uri: string): Promise<Relay> {
  const { hostname, port, search } = new URL(uri);
  let text: string | null = null;
  let broken = 0;
  const server = createServer((near) => {
    const far = createConnection(Number(port), hostname);
    for (const socket of [near, far])
      socket
        .on("error", () => undefined)
        .on("close", () => {
          near.destroy();
          far.destroy();
        });
    far.pipe(near);
    near.on("data", (sent) => {
      if (text === null || !sent.includes(text)) {
        far.write(sent);
        return;
      }
      text = null;
      broken += 1;
      near.destroy();
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port: own } = server.address() as AddressInfo;
  return {
    uri: `mongodb://127.0.0.1:${String(own)}/${search}`,
    breakAt: (next) => void (text = next),
    broken: () => broken,
    close: () => server.close(),
  };
}
