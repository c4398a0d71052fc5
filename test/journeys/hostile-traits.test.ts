import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph, type TestGraph } from "../support/graph.ts";

/** Events of a sender that invents names. */
const EVENTS = Number(process.env["HOSTILE_EVENTS"] ?? "240");
const MB = 1024 * 1024;

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("hostile_traits");
  graph = await openTestGraph(database);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

const identify = (messageId: string, traits: object, context: object = {}): object => ({
  type: "identify",
  messageId,
  userId: "victim",
  traits,
  context,
});

async function read(): Promise<{
  traits: { key: string; source: string }[];
  consents: { purpose: string; status: string }[];
}> {
  const { data, errors } = await graph.query(
    `{ customer(by: { identifier: { namespace: "user_id", value: "victim" } }) {
         traits { key source } consents { purpose status } } }`,
    {},
  );
  expect(errors).toBeUndefined();
  return data?.["customer"] as Awaited<ReturnType<typeof read>>;
}

async function largestProfile(): Promise<number> {
  const [found] = await database.db
    .collection("profiles")
    .aggregate<{ size: number }>([
      { $group: { _id: null, size: { $max: { $bsonSize: "$$ROOT" } } } },
    ])
    .toArray();
  return found?.size ?? 0;
}

describe("a sender that invents names of traits without end", () => {
  it("does not keep the person's other sources, nor their denial, from being worked", async () => {
    await graph.send([identify("c1", { plan: "plus", city: "Bonn" })], "crm");
    const long = "x".repeat(8_000);
    const attack = Array.from({ length: EVENTS }, (_, i) =>
      identify(
        `a${String(i)}`,
        Object.fromEntries([0, 1, 2].map((n) => [`n${String(3 * i + n)}`, long])),
      ),
    );
    for (let at = 0; at < EVENTS; at += 60) await graph.send(attack.slice(at, at + 60), "web");
    expect(await largestProfile()).toBeGreaterThan(3.5 * MB);
    expect(await largestProfile()).toBeLessThan(5 * MB);

    const consent = { consent: { categoryPreferences: { marketing: false } } };
    await graph.send([identify("d1", { city: "Köln" }, consent)], "crm");
    const { traits, consents } = await read();
    expect(consents).toContainEqual({ purpose: "marketing", status: "DENIED" });
    expect(traits.filter(({ source }) => source === "web").length).toBe(500);
    expect(traits.filter(({ source }) => source === "crm").map(({ key }) => key)).toEqual([
      "city",
      "plan",
    ]);
    expect((await graph.identity.rebuild({ verify: true })).differences).toEqual({
      profiles: 0,
      identifiers: 0,
      customers: 0,
    });
  }, 60_000);

  it("is told where one event states too much", async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`n${String(i)}`, 1]));
    const results = await graph.pipeline.accept(
      [
        identify("r1", many),
        { type: "track", event: "Seen", messageId: "r2", userId: "victim", properties: many },
        { type: "page", messageId: "r3", userId: "victim", context: { traits: many } },
        identify("r4", { ["n".repeat(201)]: 1 }),
        identify("r5", { bio: "ä".repeat(4_100) }),
        identify("r6", { address: { street: "x".repeat(8_200) } }),
        identify("r7", Object.fromEntries(Object.entries(many).slice(0, 500))),
        {
          type: "track",
          event: "Seen",
          messageId: "r8",
          userId: "victim",
          properties: { text: "x".repeat(9_000) },
        },
      ].map((raw) => ({ raw })),
      "web",
    );
    expect(results.map(({ error }) => error && [error.code, error.message])).toEqual([
      ["invalid_structure", expect.stringMatching(/^traits: has 501 names; 500 are the most/)],
      ["invalid_structure", expect.stringMatching(/^properties: has 501 names; 500 are the most/)],
      [
        "invalid_structure",
        expect.stringMatching(/^context.traits: has 501 names; 500 are the most/),
      ],
      ["too_long", "traits: has a name of 201 characters; 200 are the most"],
      ["too_long", "traits.bio: has 8202 bytes; 8192 are the most of one trait"],
      ["too_long", "traits.address: has 8213 bytes; 8192 are the most of one trait"],
      null,
      null,
    ]);
  });
});
