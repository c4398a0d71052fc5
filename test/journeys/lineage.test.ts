import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../platform/mongo.ts";
import { readPlan } from "../../pipeline/index.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph, type TestGraph } from "../support/graph.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("lineage_journey");
  const plan =
    "{ name: crm, version: 4, sources: [crm], mode: warn, events: [{ type: identify }] }";
  graph = await openTestGraph(database, [readPlan(plan, "crm.yml")]);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

describe("a trait's lineage through the whole product", () => {
  it("answers with source, record, plan, standard and what was sent", async () => {
    const sent = "  Pia@Example.ORG ";
    const identify = (messageId: string, email: string, minutesAgo: number): object => ({
      type: "identify",
      messageId,
      userId: "pia",
      traits: { email },
      timestamp: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    });
    await graph.send([identify("web-1", "old@example.org", 9)], "web");
    await graph.send([identify("crm-1", sent, 3)], "crm");
    const { data, errors } = await graph.query(
      `{ customer(by: { identifier: { namespace: "user_id", value: "pia" } }) { trait(key: "email") {
           value lineage { nodes { value original source messageId plan standard inForce lostBecause } } } } }`,
      {},
    );
    expect(errors).toBeUndefined();
    expect((data?.["customer"] as { trait: unknown }).trait).toEqual({
      value: "pia@example.org",
      lineage: {
        nodes: [
          {
            value: "pia@example.org",
            original: sent,
            source: "crm",
            messageId: "crm-1",
            plan: "crm@4",
            standard: expect.stringMatching(/^standard@\d+$/),
            inForce: true,
            lostBecause: null,
          },
          expect.objectContaining({
            value: "old@example.org",
            original: "old@example.org",
            source: "web",
            messageId: "web-1",
            plan: null,
            inForce: false,
            lostBecause: "NEWER_STATEMENT",
          }),
        ],
      },
    });
  }, 30_000);
});
