import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../platform/mongo.ts";
import { eventually } from "../../support/client.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { readSamples } from "../../support/metrics-text.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("ingest_metrics");
  graph = await openTestGraph(database);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

async function samples(): Promise<Map<string, number>> {
  return readSamples(await graph.metrics.metrics());
}

describe("the figures of the write path", () => {
  it("count every event once, by source and outcome, and time its way", async () => {
    const event = { type: "track", event: "Viewed", userId: "u", messageId: "m-1" };
    await graph.send([event, { ...event, messageId: "m-2" }, event], "web");
    await graph.send([{ ...event, event: "Other" }], "web");
    await graph.pipeline.accept([{ raw: 1 }, { raw: { type: "track" } }], "web");
    const found = await eventually(
      samples,
      (some) => some.get("customer_graph_waiting_events") === 0,
    );
    const outcome = (name: string): number | undefined =>
      found.get(`customer_graph_ingest_events_total{source="web",outcome="${name}"}`);
    expect(["accepted", "duplicate", "quarantined", "rejected"].map(outcome)).toEqual([2, 1, 1, 2]);
    expect(found.get("customer_graph_ingest_acknowledgement_seconds_count")).toBe(3);
    expect(found.get("customer_graph_worker_delay_seconds_count")).toBe(2);
    expect(found.get("customer_graph_worker_backlog_events")).toBe(0);
    expect(found.get("customer_graph_quarantine_events")).toBe(1);
    expect(found.get("customer_graph_computed_late_seconds")).toBe(0);
  });

  it("tell a bounded number of sources apart", async () => {
    for (let i = 0; i < 300; i += 1) await graph.pipeline.accept([{ raw: 1 }], `s${String(i)}`);
    const found = [...(await samples())].filter(([name]) =>
      name.startsWith("customer_graph_ingest_events_total"),
    );
    expect(found.length).toBeLessThanOrEqual(4 + 200);
    const other = found.find(([name]) => name.includes('source="(other)"'));
    expect(other?.[1]).toBe(101);
  });
});
