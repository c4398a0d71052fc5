import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { loadComputedTraits } from "../../app/load-computed-traits.ts";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph } from "../support/graph.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase("lease");
});
afterAll(() => dropAndClose(database));

const order = (messageId: string): object => ({
  type: "track",
  messageId,
  userId: "u1",
  event: "Order Completed",
  timestamp: "2026-05-01T12:00:00.000Z",
  properties: { total: 1 },
});

it("ends when upkeep has nothing in hand: a day that it computes by its definitions is missing to those of others", async () => {
  const [one, other] = loadComputedTraits(undefined).filter(({ inputs }) =>
    inputs.some(({ events }) => events.some(({ name }) => name === "Order Completed")),
  );
  if (one === undefined || other === undefined) throw new Error("two definitions are asked for");
  let isHeld = false;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let waits = false;
  // Slow, once it is told to be: upkeep has a marked day in hand, and the database does not answer.
  const slow: Database["stamped"] = async (work) => {
    if (isHeld) {
      waits = true;
      await released;
    }
    return database.stamped(work);
  };
  const leaving = await openTestGraph({ ...database, stamped: slow }, [], undefined, [one]);
  await leaving.send([order("m1")]);
  while (!(await leaving.events.backfillTraits()));
  isHeld = true;
  while (!waits) await sleep(10);
  const stopped = leaving.stop();
  const coming = await openTestGraph(database, [], undefined, [one, other]);
  const backfill = coming.events.backfillTraits();
  await sleep(1_000);
  expect(await coming.events.backfillTraits()).toBe(false);
  await backfill;
  release();
  await stopped;
  while (!(await coming.events.backfillTraits()));
  await coming.stop();
}, 30_000);
