import { afterAll, beforeAll, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Database } from "../../../platform/mongo.ts";
import { createGatherFacts } from "../../../pipeline/steps/gather-facts.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

const RUNS = Number(process.env["WORLDS"] ?? 25);
const BEGAN = Date.parse("2026-01-01T00:00:00Z");

const CALLER = { client: "test", scopes: new Set<string>(), purpose: "service", source: "test" };

type Rule = Parameters<TestGraph["segments"]["upsert"]>[0]["rule"];

const bought = { event: { name: "Bought", type: "TRACK" as const, atLeast: 1 } };
const gold = { trait: { key: "plan", op: "EQ" as const, value: "gold" } };
/** One asks for an event, one for a trait, one is true of who did nothing at all; some ask for consent. */
const RULES: readonly (readonly [id: string, purpose: string, rule: Rule])[] = [
  ["buyers", "service", bought],
  ["buyers-twice", "marketing", { event: { ...bought.event, atLeast: 2 } }],
  ["gold", "service", gold],
  ["not-gold", "marketing", { not: gold }],
  ["idle", "service", { not: bought }],
];

let database: Database;
let graph: TestGraph;
let worlds = 0;
beforeAll(async () => {
  database = await testDatabase("touched");
  graph = await openTestGraph(database);
  for (const [id, purpose, rule] of RULES)
    await graph.segments.upsert({ id, name: id, description: null, purpose, rule }, "test");
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

/** What somebody sends: from a device, sometimes known by a user's name, with an event that rules ask for or not. */
const call = fc.record({
  user: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 2 }),
  device: fc.integer({ min: 0, max: 4 }),
  what: fc.constantFrom("Bought", "Looked", "Looked", "Looked"),
  minute: fc.integer({ min: 0, max: 500 }),
  plan: fc.option(fc.constantFrom("gold", "blue"), { freq: 4 }),
  marketing: fc.option(fc.boolean(), { freq: 4 }),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

/** Some decide by themselves, and before they do anything. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(call, { minLength: 1, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.record({ device: fc.nat({ max: 4 }), granted: fc.boolean() }) },
);

const device = (n: number): string => `w${String(worlds)}-d${String(n)}`;

function toEvent({ user, device: from, what, minute, plan, marketing }: Call, id: string): object {
  return {
    messageId: id,
    type: "track",
    event: what,
    anonymousId: device(from),
    ...(user === null ? {} : { userId: `w${String(worlds)}-u${String(user)}` }),
    timestamp: new Date(BEGAN + minute * 60_000).toISOString(),
    properties: {},
    context: {
      ...(plan === null ? {} : { traits: { plan } }),
      ...(marketing === null ? {} : { consent: { categoryPreferences: { marketing } } }),
    },
  };
}

async function stored(): Promise<[string, readonly string[]][]> {
  const found = await database.db
    .collection<{ _id: string; read: { members: string[]; goneAt?: Date } }>("memberships")
    .find({ "read.goneAt": { $exists: false } })
    .sort({ _id: 1 })
    .toArray();
  return found.map(({ _id, read }) => [_id, [...read.members].sort()]);
}

/** What everybody's memberships are, by all that is known of them. */
async function anew(): Promise<[string, readonly string[]][]> {
  const customers = await graph.identity.scan(null, 10_000);
  const definitions = await graph.segments.definitions();
  const gatherFacts = createGatherFacts(graph.identity, graph.events);
  const touches = customers.map((customer) => ({
    ...{ customer, eventKeys: [], traitKeys: [], all: true },
  }));
  const facts = await gatherFacts(graph.segments.needs(touches, definitions));
  return facts
    .map((one): [string, readonly string[]] => [
      one.customer,
      graph.segments.assess(one, definitions, new Date()),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

it("leaves every customer's memberships as all that is known of them says, though few are evaluated", async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      worlds += 1;
      for (const one of steps) {
        if (Array.isArray(one))
          await graph.send(one.map((event) => toEvent(event, `m${String((sent += 1))}`)));
        else
          await graph.pipeline.recordConsent(
            {
              customer: { identifier: { namespace: "anonymous_id", value: device(one.device) } },
              decisions: [{ purpose: "marketing", decision: one.granted ? "GRANTED" : "DENIED" }],
            },
            CALLER,
          );
        expect(await stored()).toEqual(await anew());
      }
    }),
    { numRuns: RUNS },
  );
}, 120_000);
