import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { Timestamp } from "mongodb";
import type { Database } from "../../../platform/mongo.ts";
import { seededRandom } from "../../../platform/random.ts";
import {
  ensureIndexes,
  openStore,
  type MembershipsDocument,
  type SegmentsStore,
} from "../../../subgraphs/segments/store.ts";
import { writeMemberships } from "../../../subgraphs/segments/write-memberships.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";

const WRITERS = 30;
const CUSTOMERS = 900;

let database: Database;
let store: SegmentsStore;
beforeAll(async () => {
  database = await testDatabase("write_memberships");
  store = openStore(database.db);
  await ensureIndexes(store);
});
afterAll(() => dropAndClose(database));
afterEach(() => store.memberships.deleteMany({}));

function reading(customer: number, stamp: number, segments: number): MembershipsDocument {
  const names = Array.from({ length: segments }, (_, n) => `s${String(stamp)}-${String(n)}`);
  const at = new Date(stamp * 1_000);
  return {
    _id: `c${String(customer)}`,
    read: {
      stamp: new Timestamp({ t: stamp, i: 1 }),
      memberships: names.map((segment) => ({ segment, version: 1, enteredAt: at, exitedAt: null })),
      members: names,
      ...(stamp % 3 === 0 ? { due: at } : {}),
    },
  };
}

async function stored(): Promise<MembershipsDocument[]> {
  return store.memberships.find().sort({ _id: 1 }).toArray();
}

it("leaves of each customer what was read last, whoever writes when, side by side", async () => {
  const random = seededRandom("memberships");
  const newest = new Map<string, MembershipsDocument>();
  const writes = Array.from({ length: WRITERS }, (_, writer) => {
    const stamp = 100 + ((writer * 7) % WRITERS);
    const some: MembershipsDocument[] = [];
    for (let customer = 0; customer < CUSTOMERS; customer += 1)
      if (random.chance(0.4)) some.push(reading(customer, stamp, random.int(0, 3)));
    return some;
  });
  for (const one of writes.flat()) {
    const known = newest.get(one._id);
    if (known === undefined || one.read.stamp.greaterThan(known.read.stamp))
      newest.set(one._id, one);
  }
  // Some one after the other, so that most are there already, and the others at once.
  for (const some of writes.slice(0, 5)) await writeMemberships(store, some);
  await Promise.all(writes.slice(5).map((some) => writeMemberships(store, some)));
  expect(await stored()).toEqual([...newest.values()].sort((a, b) => (a._id < b._id ? -1 : 1)));
});

it("writes who went between being looked for and being written", async () => {
  const before = [1, 2, 3].map((customer) => reading(customer, 10, 1));
  await writeMemberships(store, before);
  const memberships = Object.create(store.memberships) as SegmentsStore["memberships"];
  memberships.updateMany = async (...asked) => {
    await store.memberships.deleteOne({ _id: "c2" });
    return store.memberships.updateMany(...asked);
  };
  const after = [1, 2, 3].map((customer) => reading(customer, 20, 2));
  await writeMemberships({ ...store, memberships }, after);
  expect(await stored()).toEqual(after);
});

it("writes more memberships than a command has room for", async () => {
  const large = (stamp: number): MembershipsDocument[] =>
    [1, 2, 3, 4, 5].map((customer) => reading(customer, stamp, 40_000));
  await writeMemberships(store, large(10));
  await writeMemberships(store, large(20));
  const found = await store.memberships.find({}, { projection: { "read.stamp": 1 } }).toArray();
  expect(found.map(({ read }) => read.stamp.t)).toEqual([20, 20, 20, 20, 20]);
});

it("asks nothing where nothing is to be written", async () => {
  let asked = 0;
  const count = (): void => void (asked += 1);
  database.client.on("commandStarted", count);
  await writeMemberships(store, []);
  database.client.off("commandStarted", count);
  expect(asked).toBe(0);
});
