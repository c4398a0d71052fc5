import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readPlan } from "../../../pipeline/index.ts";
import type { Database } from "../../../platform/mongo.ts";
import { agreementOf } from "../../../subgraphs/identity/domain/quality/agreement.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

const planFor = (source: string): string => `
name: ${source}
version: 1
sources: [${source}]
events:
  - type: identify
    traits:
      type: object
      required: [tier]
      properties:
        tier: { enum: [gold, silver] }
        birthday: { type: string, format: date }
`;

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("customer_quality");
  graph = await openTestGraph(database, [readPlan(planFor("crm"), "crm.yml")]);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

const QUALITY = `query ($by: [CustomerSelector!]!) { customers(by: $by) { quality {
  score completeness validity consistency freshness missing invalid disagreeing } } }`;

function state(user: string, source: string, traits: object, daysAgo = 0): Promise<void> {
  const timestamp = new Date(Date.now() - daysAgo * 24 * 3_600_000).toISOString();
  const event = {
    type: "identify",
    userId: user,
    messageId: `${user}-${source}`,
    timestamp,
    traits,
  };
  return graph.send([event], source);
}

function by(users: readonly string[]): { by: object[] } {
  return { by: users.map((value) => ({ identifier: { namespace: "user_id", value } })) };
}

async function ask(users: readonly string[]): Promise<Record<string, unknown>[]> {
  const { data, errors } = await graph.query(QUALITY, by(users));
  expect(errors).toBeUndefined();
  const { customers } = data as { customers: { quality: Record<string, unknown> }[] };
  return customers.map(({ quality }) => quality);
}

describe("a customer's quality", () => {
  it("says what is missing, wrong, contradicted and old, and puts it into one number", async () => {
    await state("a", "crm", { firstName: "Ada", birthday: "1815", tier: "gold" }, 0);
    await state("a", "web", { firstName: " ADA ", tier: "silver", email: "ada@shop.example" }, 73);
    const [quality] = await ask(["a"]);
    // Expected: email, phone, firstName, lastName, and tier, which the plan of crm requires.
    expect(quality).toMatchObject({
      missing: ["lastName", "phone"],
      invalid: ["birthday"],
      disagreeing: ["tier"],
      consistency: 0.5,
    });
    expect(quality?.["completeness"]).toBeCloseTo(3 / 5, 10);
    // Judged: birthday and tier of crm by its plan, email of web by its namespace.
    expect(quality?.["validity"]).toBeCloseTo(2 / 3, 10);
    // In force: firstName, birthday and tier of today; email of 73 days ago, a fifth of a year.
    expect(quality?.["freshness"]).toBeCloseTo((3 + 0.8) / 4, 4);
    const score = (3 * (3 / 5) + 3 * (2 / 3) + 0.5 + 2 * 0.95) / 9;
    expect(quality?.["score"]).toBeCloseTo(score, 4);
  });

  it("is null where nothing is known, and costs many customers what it costs one", async () => {
    const users = Array.from({ length: 20 }, (_, i) => `many-${String(i)}`);
    await graph.send(
      users.map((userId) => ({ type: "track", event: "Seen", userId, messageId: userId })),
    );
    const [nothing] = await ask(["many-0"]);
    expect(nothing).toMatchObject({
      validity: null,
      consistency: null,
      freshness: null,
      completeness: 0,
    });
    await graph.rest();
    let commands = 0;
    const count = ({ commandName }: { commandName: string }): void => {
      if (["find", "aggregate", "getMore"].includes(commandName)) commands += 1;
    };
    database.client.on("commandStarted", count);
    await ask(users.slice(0, 1));
    const forOne = commands;
    commands = 0;
    await ask(users);
    database.client.off("commandStarted", count);
    expect(forOne).toBeGreaterThan(0);
    expect(commands).toBe(forOne);
  });
});

describe("the agreement of sources", () => {
  const at = new Date("2026-05-01T00:00:00Z");
  it("is that of comparing every two statements, by hand", () => {
    const value = fc.constantFrom<string | null>("x", "X ", "y", null);
    const bySource = fc.dictionary(fc.constantFrom("crm", "web", "pos", "app"), value);
    const traits = fc.dictionary(fc.constantFrom("city", "plan"), bySource);
    fc.assert(
      fc.property(traits, (stated) => {
        const stored = Object.fromEntries(
          Object.entries(stated).map(([key, some]) => [
            key,
            Object.fromEntries(
              Object.entries(some).map(([source, v]) => [source, { t: at, e: source, v }]),
            ),
          ]),
        );
        const found = agreementOf([{ traits: stored }]);
        const plain = (text: string): string => text.trim().toLowerCase();
        for (const [key, some] of Object.entries(stated))
          for (const [source, own] of Object.entries(some)) {
            const others = Object.entries(some).flatMap(([name, v]) =>
              name === source || v === null ? [] : plain(v),
            );
            const one = found.find((entry) => entry.key === key && entry.source === source);
            const isCompared = own !== null && others.length > 0;
            expect(one?.compared ?? 0).toBe(isCompared ? others.length : 0);
            expect(one?.agreeing ?? 0).toBe(
              isCompared ? others.filter((v) => v === plain(own)).length : 0,
            );
          }
      }),
      { numRuns: 200 },
    );
  });

  it("is sampled over stored customers, by source and trait", async () => {
    const sampled = await graph.identity.sampleAgreement(1_000);
    expect(sampled.find(({ source, key }) => source === "crm" && key === "tier")).toEqual({
      source: "crm",
      key: "tier",
      compared: 1,
      agreeing: 0,
    });
    expect(sampled.find(({ source, key }) => source === "web" && key === "firstName")).toEqual({
      source: "web",
      key: "firstName",
      compared: 1,
      agreeing: 1,
    });
  });
});
