import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../platform/mongo.ts";
import { readComputedTraits, type ComputedDefinition } from "../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph, type TestGraph } from "../support/graph.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase("computed_journey");
});
afterAll(() => dropAndClose(database));

const DAY = 24 * 60 * 60 * 1000;
const events = [{ name: "Order Completed" }];
const total = "properties.total";
const define = (...written: object[]): ComputedDefinition[] =>
  readComputedTraits(
    written.map((one, i) => ({
      name: `${String(i)}.json`,
      text: JSON.stringify({ description: "d", ...one }),
    })),
  );
const ordered = (person: object, id: string, daysAgo: number, amount: number): object => ({
  type: "track",
  event: "Order Completed",
  messageId: id,
  ...person,
  properties: { total: amount },
  timestamp: new Date(Date.now() - daysAgo * DAY).toISOString(),
});

interface Shown {
  readonly key: string;
  readonly version: number;
  readonly value: unknown;
  readonly complete: boolean;
}

async function shown(graph: TestGraph): Promise<readonly Shown[]> {
  const { data, errors } = await graph.query(
    `{ customer(by: { identifier: { namespace: "user_id", value: "pia" } }) {
         computedTraits { key version value complete } } computedTraits { key } }`,
    {},
  );
  expect(errors).toBeUndefined();
  return (data?.["customer"] as { computedTraits: Shown[] }).computedTraits;
}

async function whenComplete(graph: TestGraph): Promise<readonly Shown[]> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await shown(graph);
    if (found.every(({ complete }) => complete)) return found;
    await sleep(50);
  }
  throw new Error("history was not worked");
}

describe("computed traits through the whole product", () => {
  it("follow events, add up what a merge joins, and are worked from history where a definition is new", async () => {
    const before = await openTestGraph(
      database,
      [],
      undefined,
      define({ key: "orders", version: 1, type: "count", events, window: "P30D" }),
    );
    await before.send([
      ordered({ userId: "pia" }, "o1", 1, 10.1),
      ordered({ anonymousId: "visit" }, "o2", 2, 20.2),
      ordered({ userId: "pia" }, "o3", 40, 40.4),
    ]);
    expect(await whenComplete(before)).toEqual([
      { key: "orders", version: 1, value: 1, complete: true },
    ]);
    await before.send([{ type: "identify", messageId: "i1", userId: "pia", anonymousId: "visit" }]);
    expect((await shown(before))[0]?.value).toBe(2);
    await before.send([ordered({ userId: "pia" }, "o4", 0, 1)]);
    expect((await shown(before))[0]?.value).toBe(3);
    await before.stop();

    const after = await openTestGraph(
      database,
      [],
      undefined,
      define(
        { key: "orders", version: 2, type: "count", events },
        { key: "revenue", version: 1, type: "sum", events, property: total },
      ),
    );
    try {
      expect(await whenComplete(after)).toEqual([
        { key: "orders", version: 2, value: 4, complete: true },
        { key: "revenue", version: 1, value: 71.7, complete: true },
      ]);
    } finally {
      await after.stop();
    }
  }, 40_000);
});
