import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { loadSegments } from "../../../app/sample.ts";
import type { Database } from "../../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("evaluate");
  graph = await openTestGraph(database);
  await loadSegments(graph);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

interface Memberships {
  readonly _id: string;
  readonly read: { readonly members: readonly string[]; readonly goneAt?: Date };
}

/** Leaves an entry of the ledger behind, as a process does that dies before it has evaluated whom it names. */
async function leaveBehind(gone: string): Promise<void> {
  await database.db.collection<{ _id: string }>("identity_operations").insertOne({
    _id: `left behind ${gone}`,
    ...{ kind: "match", at: new Date(), changed: [], gone: [gone], todo: true },
  });
  await graph.pipeline.finishOperations();
}

describe("evaluating whom a batch or an operation left without a customer", () => {
  it("goes by who is there now, not by who was gone when that was noted", async () => {
    await graph.send([
      {
        messageId: "o1",
        type: "track",
        event: "Application Opened",
        userId: "u1",
        timestamp: new Date().toISOString(),
        properties: {},
      },
    ]);
    const memberships = database.db.collection<Memberships>("memberships");
    const [member] = await memberships.find({ "read.members": "app-users" }).toArray();
    expect(member).toBeDefined();
    await leaveBehind(member?._id ?? "");
    expect((await memberships.findOne({ _id: member?._id ?? "" }))?.read.members).toEqual([
      "app-users",
    ]);
  });

  it("ends the memberships of who is not there", async () => {
    await leaveBehind("nobody");
    const memberships = database.db.collection<Memberships>("memberships");
    const gone = await memberships.findOne({ _id: "nobody" });
    expect(gone?.read.members).toEqual([]);
    expect(gone?.read.goneAt).toBeInstanceOf(Date);
  });
});
