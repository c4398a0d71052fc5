import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAccept } from "../../../pipeline/acceptance/accept.ts";
import type { Standardise } from "../../../pipeline/acceptance/standardise.ts";
import { systemClock } from "../../../platform/clock.ts";
import type { Database } from "../../../platform/mongo.ts";
import {
  openNoted,
  type EventDocument,
  type PendingEvent,
} from "../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { shopPlan } from "../plans/plan-text.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("standardise");
  graph = await openTestGraph(database, [shopPlan()]);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

const stored = (messageId: string): Promise<EventDocument | null> =>
  database.db.collection<EventDocument>("events").findOne({ messageId });

const order = {
  type: "track",
  event: "Order Completed",
  messageId: "order-1",
  userId: "u-1",
  properties: { total: "12,50", currency: "€", note: "thanks" },
  context: { traits: { email: " Ada@Example.org", lastName: "VON BERG" } },
};

describe("acceptance", () => {
  it("stores the standard form, and what was sent beside it", async () => {
    await graph.send([order]);
    expect(await stored("order-1")).toMatchObject({
      properties: { total: 12.5, currency: "EUR", note: "thanks" },
      originals: { "properties.total": "12,50", "properties.currency": "€" },
      standard: "standard@1",
    });
  });

  it("keeps what was sent of a trait out of the event log: it is identity's to keep, and to erase", async () => {
    const text = JSON.stringify(await stored("order-1"));
    expect(text).not.toMatch(/ada@example/i);
    expect(text).not.toMatch(/von berg/i);
  });

  it("folds the standard form of traits", async () => {
    const { data } = await graph.query(
      "query ($by: CustomerSelector!) { customer(by: $by) { traits { key value } } }",
      { by: { identifier: { namespace: "email", value: "ada@example.org" } } },
    );
    const traits = (data?.["customer"] as { traits: { key: string; value: unknown }[] }).traits;
    expect(traits).toContainEqual({ key: "lastName", value: "von Berg" });
  });

  it("names the plan that an event was held against", async () => {
    const raw = { ...order, messageId: "order-2", properties: { total: 1 } };
    await graph.pipeline.accept([{ raw }], "shop");
    expect((await stored("order-2"))?.plan).toBe("shop@3");
    expect(await stored("order-1")).not.toHaveProperty("plan");
  });

  it("hands on what was sent of traits, with the versions, to those who work the event", async () => {
    const told: PendingEvent[] = [];
    const accept = acceptBy(null, (events) => told.push(...events));
    await accept([{ raw: { ...order, messageId: "order-3" } }], "test");
    await acceptBy(undefined, (events) => told.push(...events))(
      [{ raw: { ...order, messageId: "order-4" } }],
      "test",
    );
    expect(told[0]).toMatchObject({ plan: null, standard: null });
    expect(told[0]).not.toHaveProperty("originals");
    expect(told[1]).toMatchObject({
      plan: null,
      standard: "standard@2",
      traits: { email: "OTHER", lastName: "VON BERG" },
      originals: { email: " Ada@Example.org" },
    });
  });

  it("knows a repeat whatever rules were in force when it came first", async () => {
    const [again] = await acceptBy(undefined)([{ raw: order }], "test");
    expect(again?.outcome).toBe("DUPLICATE");
    const [bare] = await acceptBy(null)([{ raw: order }], "test");
    expect(bare?.outcome).toBe("DUPLICATE");
    const [other] = await acceptBy(undefined)(
      [{ raw: { ...order, properties: { ...order.properties, total: "12.50" } } }],
      "test",
    );
    expect(other?.outcome).toBe("QUARANTINED");
  });
});

/** Acceptance over the same log by the rules of another version; null: without any. */
function acceptBy(
  standardise: Standardise | null = anotherVersion,
  onEvents: (events: readonly PendingEvent[]) => void = () => undefined,
): ReturnType<typeof createAccept> {
  return createAccept({
    ...graph,
    clock: systemClock,
    purposes: new Set(),
    judgePlan: null,
    findPii: null,
    standardise,
    holder: () => null,
    watch: null,
    onAccepted: (batch) => {
      onEvents(openNoted(batch).events);
    },
  });
}

const anotherVersion: Standardise = (event) => ({
  standard: "standard@2",
  originals: { "context.traits.email": "…" },
  notes: [],
  event: {
    ...event,
    properties: { total: 99 },
    context: { traits: { ...(event.context["traits"] as object), email: "OTHER" } },
  },
});
