import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { IndexDescription } from "mongodb";
import type { Database } from "../../platform/mongo.ts";
import * as events from "../../subgraphs/events/store.ts";
import * as identity from "../../subgraphs/identity/store/collections.ts";
import * as segments from "../../subgraphs/segments/store.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase("former");
});
afterAll(() => dropAndClose(database));

/** As they were made once, copied from the versions that made them. */
const FORMER: Record<string, IndexDescription[]> = {
  events: [
    {
      key: { "todo.due": 1 },
      name: "pending",
      partialFilterExpression: { "todo.due": { $exists: true } },
    },
  ],
  inbox: [
    { key: { due: 1 }, name: "waiting" },
    { key: { slot: 1, due: 1, by: 1, events: 1 }, name: "by_share" },
  ],
  quarantine: [{ key: { receivedAt: -1 }, name: "newest" }],
  memberships: [
    { key: { members: 1, _id: 1 }, name: "by_segment" },
    { key: { due: 1 }, name: "due", partialFilterExpression: { due: { $exists: true } } },
    { key: { goneAt: 1 }, name: "gone", expireAfterSeconds: 86_400 },
  ],
  observations: [{ key: { profile: 1, t: 1 }, name: "by_profile" }],
};

const ensureIndexes = async ({ db }: Database): Promise<void> => {
  await Promise.all([
    events.ensureIndexes(events.openStore(db)),
    identity.ensureIndexes(identity.openStore(db)),
    segments.ensureIndexes(segments.openStore(db)),
  ]);
};
const namesIn = async (name: string, { db }: Database): Promise<string[]> =>
  (await db.collection(name).indexes()).map((one) => String(one.name)).sort();

describe("indexes of earlier versions", () => {
  it("go where a data folder is kept, also where several processes start at once", async () => {
    const fresh = await testDatabase("fresh");
    await ensureIndexes(fresh);
    for (const [name, indexes] of Object.entries(FORMER))
      await database.db.collection(name).createIndexes(indexes);
    await Promise.all([1, 2, 3].map(() => ensureIndexes(database)));
    for (const name of Object.keys(FORMER))
      expect(await namesIn(name, database)).toEqual(await namesIn(name, fresh));
    await dropAndClose(fresh);
  });

  it("leave an operator's own alone, whatever it is called and whatever it is of", async () => {
    const inbox = database.db.collection("inbox");
    await inbox.createIndexes([
      { key: { due: 1 }, name: "ops_due" },
      { key: { attempts: 1 }, name: "waiting" },
      { key: { due: 1, slot: 1, events: 1, by: 1 }, name: "by_share" },
    ]);
    await ensureIndexes(database);
    expect(await namesIn("inbox", database)).toEqual([
      "_id_",
      "by_due",
      "by_share",
      "ops_due",
      "waiting",
    ]);
  });
});
