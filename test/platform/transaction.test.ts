import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { MAJORITY, type Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";

const ROUNDS = 100;

let database: Database;
beforeAll(async () => {
  database = await testDatabase("transaction");
});
afterAll(() => dropAndClose(database));

it("sees what was acknowledged before it began, whether a majority has it yet or not", async () => {
  const { db } = database;
  const one = db.collection<{ _id: string }>("one");
  const put = { $setOnInsert: { put: true } };
  // Others' writes keep the majority behind.
  let isOver = false;
  const others = Promise.all(
    Array.from({ length: 8 }, async () => {
      const some = Array.from({ length: 200 }, () => "x".repeat(500));
      while (!isOver) await db.collection("others").insertMany(some.map((text) => ({ text })));
    }),
  );
  let lost = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await one.updateOne({ _id: "a" }, put, { upsert: true, writeConcern: MAJORITY });
    await one.deleteOne({ _id: "a" });
    // Who still saw the document would put nothing in its place.
    await database.transaction((session) =>
      one.updateOne({ _id: "a" }, put, { upsert: true, session }),
    );
    if ((await one.countDocuments()) === 0) lost += 1;
  }
  isOver = true;
  await others;
  expect(lost).toBe(0);
}, 60_000);
