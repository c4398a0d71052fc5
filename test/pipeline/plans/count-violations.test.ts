import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ViolationCount } from "../../../subgraphs/events/index.ts";
import { createViolationCounter } from "../../../pipeline/plans/count-violations.ts";
import type { PlanViolation } from "../../../pipeline/plans/plan-violation.ts";
import type { WireEvent } from "../../../pipeline/wire/wire-event.ts";
import { silent } from "../../../platform/log.ts";
import type { Database } from "../../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { shopPlan } from "./plan-text.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("violations");
  graph = await openTestGraph(database, [shopPlan()]);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

const VIOLATIONS = `query ($source: String, $since: DateTime) {
  planViolations(source: $source, since: $since) {
    source plan event { type name } field code mode count firstAt lastAt exampleMessageId } }`;

async function violations(variables: Record<string, unknown> = {}): Promise<unknown> {
  await graph.pipeline.flush();
  const answer = await graph.query(VIOLATIONS, variables, "demo-admin");
  expect(answer.errors).toBeUndefined();
  return answer.data?.["planViolations"];
}

describe("plan violations in the graph", () => {
  it("adds up by event, field and code, the most frequent first", async () => {
    const item = (messageId: string, properties: object, event = "Order Completed") => ({
      raw: { type: "track", event, messageId, userId: "u", properties },
    });
    const sent = [
      item("m1", { total: 1, extra: 1 }),
      item("m2", { total: 1, lines: [{ sku: 1 }, { sku: 2 }] }),
      item("m3", { total: 1, lines: [{ sku: 3 }] }),
    ];
    await graph.pipeline.accept(sent, "shop");
    expect(await violations()).toHaveLength(2);
    await graph.pipeline.accept([item("m4", {}, "Nobody Declared This")], "shop");
    const at: unknown = expect.any(String);
    const shared = { source: "shop", plan: "shop@3", firstAt: at, lastAt: at };
    const order = { type: "TRACK", name: "Order Completed" };
    expect(await violations({ source: "shop" })).toEqual([
      {
        ...shared,
        event: order,
        field: "properties.lines[].sku",
        code: "plan_invalid_property",
        mode: "QUARANTINE",
        count: 2,
        exampleMessageId: "m2",
      },
      {
        ...shared,
        event: { type: "TRACK", name: "Nobody Declared This" },
        field: "event",
        code: "plan_undeclared_event",
        mode: "REJECT",
        count: 1,
        exampleMessageId: "m4",
      },
      {
        ...shared,
        event: order,
        field: "properties.extra",
        code: "plan_undeclared_property",
        mode: "WARN",
        count: 1,
        exampleMessageId: "m1",
      },
    ]);
    expect(await violations({ source: "elsewhere" })).toEqual([]);
    const later = new Date(Date.now() + 24 * 3_600_000).toISOString();
    expect(await violations({ since: later })).toEqual([]);
  });

  it("shows the plans in force", async () => {
    const text = `{ trackingPlans { name version mode sources undeclaredEvents undeclaredProperties
      events { type name mode } } }`;
    const { data } = await graph.query(text, {}, "demo-admin");
    expect(data?.["trackingPlans"]).toEqual([
      {
        name: "shop",
        version: 3,
        mode: "QUARANTINE",
        sources: ["shop"],
        undeclaredEvents: "REJECT",
        undeclaredProperties: "WARN",
        events: [
          { type: "TRACK", name: "Order Completed", mode: "QUARANTINE" },
          { type: "TRACK", name: "Viewed", mode: "WARN" },
          { type: "PAGE", name: null, mode: "QUARANTINE" },
          { type: "PAGE", name: "Checkout", mode: "REJECT" },
          { type: "IDENTIFY", name: null, mode: "ALLOW" },
        ],
      },
    ]);
  });

  it("is for operators", async () => {
    for (const text of ["{ trackingPlans { name } }", "{ planViolations { code } }"]) {
      const { errors } = await graph.query(text, {}, "demo-internal");
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
  });
});

describe("the counter", () => {
  const day = new Date("2026-05-01T23:00:00Z");
  const violation: PlanViolation = {
    code: "plan_undeclared_event",
    field: "event",
    mode: "warn",
    message: "",
  };
  const named = (name: string): WireEvent => ({
    type: "track",
    name,
    messageId: null,
    userId: "u",
    anonymousId: null,
    previousId: null,
    groupId: null,
    properties: {},
    traits: {},
    context: {},
    timestamp: null,
  });

  it("keeps its size whatever names are sent, and loses none of the counts when storing fails", async () => {
    const stored: ViolationCount[] = [];
    let failures = 2;
    const addViolations = (counts: readonly ViolationCount[]): Promise<void> => {
      if (failures-- > 0) return Promise.reject(new Error("away"));
      stored.push(...counts);
      return Promise.resolve();
    };
    const counter = createViolationCounter({
      events: { addViolations },
      clock: () => day,
      log: silent,
    });
    for (let i = 0; i < 12_000; i += 1) {
      counter.count([violation, violation], named(`made up ${String(i)}`), "shop", "shop@3");
      if (i % 5_000 === 0) await counter.flush();
    }
    await counter.flush();
    expect(stored.length).toBeLessThanOrEqual(5_001 + 3);
    expect(stored.reduce((sum, { count }) => sum + count, 0)).toBe(12_000);
    expect(stored.filter(({ key }) => key === "track:(others)")).not.toHaveLength(0);
  });
});
