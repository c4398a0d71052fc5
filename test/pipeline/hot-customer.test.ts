import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { CommandStartedEvent } from "mongodb";
import fc from "fast-check";
import type { Database } from "../../platform/mongo.ts";
import { evaluateRule } from "../../subgraphs/segments/domain/evaluate-rule.ts";
import { factsNeeded } from "../../subgraphs/segments/domain/facts-needed.ts";
import type { EventCondition } from "../../subgraphs/segments/domain/rule.ts";
import type { SegmentDefinition } from "../../subgraphs/segments/domain/segment-definition.ts";
import { eventually } from "../support/client.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph, type TestGraph } from "../support/graph.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("hot");
  graph = await openTestGraph(database);
  const event = { name: "Seen", type: "TRACK" as const, atLeast: 3, within: "P1D" };
  const plan = { key: "plan", op: "EQ" as const, value: "gold" };
  for (const [id, rule] of Object.entries({ keen: { event }, gold: { trait: plan } }))
    await graph.segments.upsert(
      { id, name: id, description: null, purpose: "service", rule } as Parameters<
        TestGraph["segments"]["upsert"]
      >[0],
      "test",
    );
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

const BEGAN = Date.now() - 3_600_000;
let sent = 0;
const seen = (userId: string, rest: object = {}): object => ({
  type: "track",
  event: "Seen",
  userId,
  messageId: `m-${String((sent += 1))}`,
  timestamp: new Date(BEGAN + sent * 100).toISOString(),
  ...rest,
});
const hot = () => database.db.collection<{ _id: string; mark?: string }>("hot_customers");
const idOf = async (userId: string): Promise<string> => {
  const [found] = await graph.identity.find([
    { identifier: { namespace: "user_id", value: userId } },
  ]);
  return found?.id ?? "";
};
const membersOf = async (userId: string): Promise<readonly string[]> => {
  const _id = await idOf(userId);
  const found = await database.db
    .collection<{ _id: string; read: { members: string[] } }>("memberships")
    .findOne({ _id });
  return [...(found?.read.members ?? [])].sort();
};

/** How often the times of events were read. */
async function readsDuring(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const watch = ({ commandName, command }: CommandStartedEvent): void => {
    if (commandName === "aggregate" && command["aggregate"] === "events") count += 1;
  };
  database.client.on("commandStarted", watch);
  await work();
  database.client.off("commandStarted", watch);
  return count;
}

describe("a customer of very many events", () => {
  beforeAll(async () => {
    for (let n = 0; n < 2_100; n += 700)
      await graph.send(Array.from({ length: 700 }, () => seen("hot")));
  }, 30_000);

  it("is evaluated once for many batches, and soon", async () => {
    expect(await hot().distinct("_id")).toEqual([await idOf("hot")]);
    const reads = await readsDuring(async () => {
      for (let n = 0; n < 40; n += 1) await graph.send([seen("hot")]);
    });
    expect(reads).toBeLessThan(20);
    await graph.send([{ ...seen("hot"), type: "identify", traits: { plan: "gold" } }]);
    await eventually(
      () => membersOf("hot"),
      (members) => members.join() === "gold,keen",
    );
    await eventually(
      () => hot().countDocuments({ mark: { $exists: true } }),
      (marked) => marked === 0,
    );
  });

  it("holds nobody else up: the others are evaluated with their batch", async () => {
    await graph.send([seen("hot"), seen("cold"), seen("cold"), seen("cold")]);
    expect(await membersOf("cold")).toEqual(["keen"]);
  });

  it("keeps its mark through the end of its process", async () => {
    await graph.send([{ ...seen("hot"), type: "identify", traits: { plan: "basic" } }]);
    await graph.rest();
    expect(await hot().countDocuments({ mark: { $exists: true } })).toBe(1);
    const next = await openTestGraph(database);
    await eventually(
      () => membersOf("hot"),
      (members) => members.join() === "keen",
    );
    await next.stop();
  });
});

describe("times that are thin", () => {
  const MINUTE = 60_000;
  const END = Date.parse("2026-06-01T00:00:00Z");
  const condition = fc.record({
    kind: fc.constant("event" as const),
    key: fc.constant("track:Seen"),
    atLeast: fc.integer({ min: 1, max: 4 }),
    within: fc.option(fc.integer({ min: 2, max: 90 }).map((n) => n * MINUTE)),
  });

  it("say the same of every rule as all of them", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.array(condition, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 300 })), {
          minLength: 1,
          maxLength: 120,
        }),
        async (run, rules, happened) => {
          const profiles = ["a", "b"].map((name) => `${run}-${name}`);
          await database.db.collection<{ _id: string }>("events").insertMany(
            happened.map(([name, at], n) => ({
              _id: `${run}-${String(n)}`,
              profile: `${run}-${name}`,
              // Many close together, few far apart; some at the same instant.
              ts: new Date(END - Math.floor(at ** 1.5) * 4_000),
              key: "track:Seen",
            })),
          );
          const definitions = rules.map((rule) => ({ rule }) as unknown as SegmentDefinition);
          const { thin } = factsNeeded([], definitions);
          const whole = await graph.events.times(profiles, ["track:Seen"]);
          const few = await graph.events.times(profiles, ["track:Seen"], thin);
          const count = (some: typeof few): number => some.reduce((sum, one) => sum + one.count, 0);
          expect(count(few)).toBe(count(whole));
          for (const rule of rules) expect(timelineOf(rule, few)).toEqual(timelineOf(rule, whole));
        },
      ),
      { numRuns: 60 },
    ));

  it("are few", async () => {
    const day = Date.parse("2026-03-01T00:00:00Z");
    await database.db.collection<{ _id: string }>("events").insertMany(
      Array.from({ length: 1_000 }, (_, n) => ({
        _id: `few-${String(n)}`,
        profile: "few",
        ts: new Date(day + n * 1_000),
        key: "track:Seen",
      })),
    );
    const found = await graph.events.times(["few"], ["track:Seen"], { keep: 3, span: 86_400_000 });
    expect(found).toMatchObject([{ profile: "few", count: 1_000 }]);
    const times = found.flatMap((one) => one.times.map((at) => (at.getTime() - day) / 1_000));
    expect(times.sort((a, b) => a - b)).toEqual([0, 1, 2, 997, 998, 999]);
  });
});

function timelineOf(
  rule: EventCondition,
  found: readonly { readonly times: readonly Date[] }[],
): readonly number[] {
  const times = found.flatMap((one) => one.times).sort((a, b) => a.getTime() - b.getTime());
  return evaluateRule(rule, { traits: new Map(), events: new Map([["track:Seen", times]]) });
}
