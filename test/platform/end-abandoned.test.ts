import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase("abandoned");
  await database.db.collection("things").insertMany([{ a: 1 }, { a: 2 }]);
});
afterAll(() => dropAndClose(database));

/** A process that has `a` of one thing changed in a transaction that it never ends. */
async function processWithOpenTransaction(a: number): Promise<{ kill(): Promise<void> }> {
  const script = `
    import { MongoClient } from "mongodb";
    const client = await MongoClient.connect(process.env.TEST_MONGODB_URI);
    const session = client.startSession();
    session.startTransaction();
    await client.db("${database.db.databaseName}").collection("things")
      .updateOne({ a: ${String(a)} }, { $set: { seen: true } }, { session });
    console.log("open");
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return {
    kill: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

describe("Database.endAbandoned", () => {
  it("frees what a killed process had open, and leaves alone what a live one has", async () => {
    const [killed, live] = [
      await processWithOpenTransaction(1),
      await processWithOpenTransaction(2),
    ];
    const things = database.db.collection("things");
    try {
      await killed.kill();
      const isFree = async (): Promise<boolean> => {
        // Again and again: the server takes a moment to notice that the connection is closed.
        await database.endAbandoned();
        return await things
          .updateOne({ a: 1 }, { $set: { free: true } }, { maxTimeMS: 100 })
          .then(({ matchedCount }) => matchedCount === 1)
          .catch(() => false);
      };
      // Left to the server, it is held for five seconds at least.
      const until = performance.now() + 4_000;
      while (!(await isFree())) expect(performance.now()).toBeLessThan(until);
      await expect(
        things.updateOne({ a: 2 }, { $set: { free: true } }, { maxTimeMS: 300 }),
      ).rejects.toThrow(/time limit/);
    } finally {
      await live.kill();
      await database.endAbandoned();
    }
  });
});
