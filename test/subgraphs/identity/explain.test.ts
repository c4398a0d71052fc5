import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import type { Database } from "../../../platform/mongo.ts";

let database: Database;
let graph: TestGraph;

const user = (value: string) => ({ identifier: { namespace: "user_id", value } });
// A row of a CRM that two accounts name: nothing makes it generic, and nobody has two accounts.
const shared = {
  externalIds: [{ type: "crm_id", id: "row-1", collection: "users", encoding: "none" }],
};
const LINK = `kind state because firstSeenAt limit { name namespace most }
  from { namespace value masked } to { namespace value masked } evidence { source profile event }`;

beforeAll(async () => {
  database = await testDatabase("explain");
  graph = await openTestGraph(database);
  const at = (day: number) => ({ timestamp: `2026-05-0${String(day)}T12:00:00.000Z` });
  await graph.send(
    [
      { type: "page", name: "Home", messageId: "e1", anonymousId: "visit-a", ...at(1) },
      {
        type: "identify",
        messageId: "e2",
        anonymousId: "visit-a",
        userId: "ada",
        traits: { email: "ada@mail.de" },
        context: { ...shared, consent: { categoryPreferences: { marketing: true } } },
        ...at(2),
      },
      { type: "identify", messageId: "e3", userId: "bob", context: shared, ...at(3) },
      { type: "identify", messageId: "e4", userId: "cyd", ...at(4) },
      ...["dan", "eve", "fay"].map((userId, i) => ({
        type: "track",
        event: "Opened",
        messageId: `k${String(i)}`,
        userId,
        context: { device: { id: "kiosk-1" } },
        ...at(5),
      })),
    ],
    "web",
  );
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

describe("whyMerged", () => {
  it("names every tie with its evidence, values as their consent allows", async () => {
    const text = `query ($a: CustomerSelector!, $b: CustomerSelector!) {
      whyMerged(a: $a, b: $b) { customer { id } policyVersion path { ${LINK} } } }`;
    const sides = {
      a: { identifier: { namespace: "anonymous_id", value: "visit-a" } },
      b: { identifier: { namespace: "email", value: "Ada@mail.de" } },
    };
    const { data, errors } = await graph.query(text, sides);
    expect(errors).toBeUndefined();
    const path = (data as Record<string, { path: Record<string, unknown>[] }>)["whyMerged"]?.path;
    expect(path).toMatchObject([
      {
        kind: "OBSERVED",
        state: "USED",
        because: "both were seen together in one record",
        firstSeenAt: "2026-05-02T12:00:00.000Z",
        from: { namespace: "anonymous_id", value: "visit-a" },
        to: { namespace: "user_id", value: "ada" },
        evidence: { source: "web" },
      },
      { from: { namespace: "user_id" }, to: { namespace: "email", value: "ada@mail.de" } },
    ]);
    const masked = await graph.query(text, sides, "demo-frontend");
    expect(JSON.stringify(masked.data)).not.toContain("ada@mail.de");
    const others = await graph.query(text, { a: user("ada"), b: user("cyd") });
    expect(others.data).toEqual({ whyMerged: null });
    const nobody = await graph.query(text, { a: user("ada"), b: user("nobody") });
    expect(nobody.errors?.[0]?.extensions["code"]).toBe("NOT_FOUND");
  });
});

describe("whyNotMerged", () => {
  const text = `query ($a: CustomerSelector!, $b: CustomerSelector!) {
    whyNotMerged(a: $a, b: $b) { a { id } b { id } path { state } first { ${LINK} } } }`;
  const ask = async (a: string, b: string) =>
    (await graph.query(text, { a: user(a), b: user(b) })).data?.["whyNotMerged"];

  it("names the first tie that does not hold, and the limit that it met", async () => {
    expect(await ask("ada", "bob")).toMatchObject({
      path: [{ state: "USED" }, { state: "REFUSED" }],
      first: {
        because: "together they would have more than 1 user_id, the most of one customer",
        limit: { name: "maxPerCustomer", namespace: "user_id", most: 1 },
      },
    });
    expect(await ask("dan", "fay")).toMatchObject({
      first: {
        state: "GENERIC",
        because: "the device_id was seen with more company than the policy allows: it joins nobody",
      },
    });
    expect(await ask("ada", "cyd")).toMatchObject({ path: null, first: null });
    expect(await ask("ada", "ada")).toBeNull();
  });
});

describe("explainResolution", () => {
  const text = `query ($source: String!, $messageId: String!) {
    explainResolution(source: $source, messageId: $messageId) { id state
      event { name properties } quarantined { messageId }
      profile { identifiers { namespace value } customer { id } path { ${LINK} } refused { ${LINK} } } } }`;
  const ask = async (messageId: string) =>
    graph.query(text, { source: "web", messageId }, "demo-admin");

  it("leads from a message id to the customer, and says why", async () => {
    const { data, errors } = await ask("e3");
    expect(errors).toBeUndefined();
    expect(data?.["explainResolution"]).toMatchObject({
      state: "STORED",
      quarantined: [],
      profile: {
        identifiers: [
          { namespace: "user_id", value: "bob" },
          { namespace: "crm_id", value: "row-1" },
        ],
        path: [{ state: "USED", to: { namespace: "user_id", value: "bob" } }],
        refused: [{ state: "REFUSED", limit: { namespace: "user_id" } }],
      },
    });
    expect((await ask("e1")).data).toMatchObject({
      explainResolution: { event: { name: "Home" }, profile: { refused: [] } },
    });
    expect((await ask("never")).data).toEqual({ explainResolution: null });
    const denied = await graph.query(text, { source: "web", messageId: "e1" });
    expect(denied.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });
});

describe("a customer's graph, relations and history", () => {
  it("are read for many customers in a constant number of commands", async () => {
    const text = `query ($by: [CustomerSelector!]!) { customers(by: $by) { id
      identityGraph { total nodes { id namespace } links { state } }
      related { customer { id } link { state limit { namespace } } }
      identityHistory(first: 2) { nodes { at link { state } } pageInfo { hasNextPage endCursor } } } }`;
    await graph.rest();
    const commands: string[] = [];
    const count = ({ commandName }: { readonly commandName: string }) => commands.push(commandName);
    database.client.on("commandStarted", count);
    const few = await graph.query(text, { by: [user("ada")] });
    const forOne = commands.splice(0).length;
    const many = await graph.query(text, { by: ["ada", "bob", "cyd", "dan", "eve"].map(user) });
    database.client.off("commandStarted", count);
    expect(few.errors ?? many.errors).toBeUndefined();
    expect(commands.length).toBe(forOne);
    const [ada, bob] = (many.data as { customers: Record<string, unknown>[] }).customers;
    expect(ada).toMatchObject({
      related: [
        {
          customer: { id: bob?.["id"] },
          link: { state: "REFUSED", limit: { namespace: "user_id" } },
        },
      ],
      identityHistory: { pageInfo: { hasNextPage: true } },
    });
    expect((ada?.["identityGraph"] as { nodes: unknown[] }).nodes.length).toBeGreaterThanOrEqual(4);
  });
});
