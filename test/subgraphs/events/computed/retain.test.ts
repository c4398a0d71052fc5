import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../../platform/mongo.ts";
import { unfinishedStates } from "../../../../subgraphs/events/computed/progress.ts";
import type { ComputedDefinition, Events } from "../../../../subgraphs/events/index.ts";
import { openStore } from "../../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { definitions } from "./definitions.ts";
import { DAY, NOW, order, over, read, store, work, type Difference } from "./harness.ts";

const LONG_MS = 600_000;
/** All events of it are deleted. */
const OLD = NOW - 30 * DAY;
const BEFORE = new Date(OLD + DAY);
const of = (...keys: string[]): readonly ComputedDefinition[] =>
  definitions.filter(({ written: { key } }) => keys.includes(key));

let database: Database;
beforeAll(async () => {
  database = await testDatabase("retain_computed");
  await over(database).ensureIndexes();
});
afterAll(() => dropAndClose(database));

const processOf = (how: Difference): Events => over(database, { hotFrom: 2, ...how });
const retain = (by: Events): Promise<unknown> => by.retain(BEFORE, { isDry: false });
const kept = (profile: string): Promise<number> =>
  database.db.collection("events").countDocuments({ profile });

/** A worker, and a day whose events wait to be counted. */
async function waiting(profile: string, traits: readonly ComputedDefinition[]): Promise<Events> {
  const worker = processOf({ traits });
  await worker.beat("worker", LONG_MS);
  while (!(await worker.backfillTraits()));
  const some = [1, 2, 3].map((i) => order(`${profile}-${String(i)}`, profile, OLD + i));
  await store(database, some);
  await work(worker, some);
  return worker;
}

describe("retention", () => {
  it.each([
    ["none", [], /other definitions/, /2 of what the workers keep/],
    ["fewer", of("orders"), /other definitions/, /1 of what the workers keep/],
    [
      "more",
      of("orders", "revenue", "engagement"),
      /other definitions/,
      /not worked yet for engagement/,
    ],
  ])(
    "deletes nothing by %s of the definitions that workers have, whether they run or not",
    async (profile, others, whileThere, afterwards) => {
      const mine = of("orders", "revenue");
      const worker = await waiting(profile, mine);
      const command = processOf({ traits: others });
      await expect(retain(command)).rejects.toMatchObject({
        code: "CONFLICT",
        message: expect.stringMatching(whileThere) as unknown,
      });
      await worker.endLease("worker");
      await expect(retain(command)).rejects.toThrow(afterwards);
      expect(await kept(profile)).toBe(3);
      expect((await unfinishedStates(openStore(database.db), mine)).size).toBe(0);
      await retain(processOf({ traits: mine }));
      expect(await kept(profile)).toBe(0);
      expect((await read(worker, [[profile]]))[0]).toEqual({ orders: 3, revenue: 3 });
    },
  );

  it("counts only, whatever the definitions, where it is dry", async () => {
    const worker = await waiting("dry", of("orders", "revenue"));
    const command = processOf({ traits: [] });
    expect(await command.retain(BEFORE, { isDry: true })).toEqual({ found: 3, deleted: 0 });
    await worker.endLease("worker");
    await retain(worker);
  });

  it("deletes nothing where a worker with other definitions comes while it counts what waits", async () => {
    const worker = await waiting("comes", of("orders"));
    const other = processOf({ traits: of("orders", "revenue") });
    const late = order("comes-late", "comes", OLD + 9);
    const stamped: Database["stamped"] = async (taking) => {
      // It has worked all of history, and marks the day that is about to be taken in hand without what it keeps besides.
      await worker.endLease("worker");
      await other.beat("other", LONG_MS);
      while (!(await other.backfillTraits()));
      await store(database, [late]);
      await work(other, [late]);
      return database.stamped(taking);
    };
    const command = processOf({ traits: of("orders"), on: { stamped } });
    await expect(retain(command)).rejects.toThrow(/other definitions/);
    expect(await kept("comes")).toBe(4);
    while (!(await other.backfillTraits()));
    await other.endLease("other");
    await retain(other);
    expect((await read(other, [["comes"]]))[0]).toEqual({ orders: 4, revenue: 4 });
  });
});
