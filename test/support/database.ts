import { randomBytes } from "node:crypto";
import { connect, type Database } from "../../platform/mongo.ts";

/** A database of its own for a test file, on the replica set of the run. */
export async function testDatabase(name = "test"): Promise<Database> {
  const uri = process.env["TEST_MONGODB_URI"];
  if (uri === undefined) throw new Error("the global setup did not run");
  return connect(uri, `${name}_${randomBytes(6).toString("hex")}`, { monitorCommands: true });
}

/** Drops the database and closes the connection. */
export async function dropAndClose(database: Database): Promise<void> {
  await database.db.dropDatabase();
  await database.close();
}
