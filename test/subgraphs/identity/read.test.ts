import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execute, parse, type ExecutionResult } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import type { Caller } from "../../../platform/caller.ts";
import { createKeys } from "../../../platform/keys.ts";
import { openScope } from "../../../platform/customer-scope.ts";
import type { Database } from "../../../platform/mongo.ts";
import { defaultPolicy, type Identity } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { BEGAN, commandsOf, identityOver, toEvidence } from "./harness.ts";

const ALL = ["customers:read", "customers:resolve", "label:contact", "label:address"];
const callerOf = (scopes: readonly string[], purpose: string | null): Caller => ({
  client: "test",
  scopes: new Set(scopes),
  purpose,
  source: "test",
});
const agent = callerOf(ALL, "service");

let database: Database;
let identity: Identity;
let sent = 0;

beforeAll(async () => {
  database = await testDatabase("identity_read");
  identity = identityOver(database, defaultPolicy);
  await identity.ensureIndexes();
});
afterAll(() => dropAndClose(database));

type Ids = Readonly<Record<string, string>>;

async function see(
  minute: number,
  ids: Ids,
  traits: Record<string, unknown> = {},
  source = "web",
): Promise<string> {
  const identifiers = Object.entries(ids).map(([namespace, value]) => ({ namespace, value }));
  sent += 1;
  const made = toEvidence(
    identity,
    `e${String(sent).padStart(6, "0")}`,
    { identifiers, minute },
    { traits, source },
  );
  if (made === null) throw new Error("identifies nobody");
  const { customerOf } = await identity.resolve([made]);
  return customerOf.get(made.profile) ?? "";
}

async function decide(
  ids: Ids,
  purpose: string,
  minute: number,
  denied: boolean,
): Promise<string[]> {
  const raw = Object.entries(ids).map(([namespace, value]) => ({ namespace, value }));
  const identifiers = identity.identify(raw).identifiers.map(({ id }) => id);
  const at = new Date(BEGAN + minute * 60_000);
  return database.transaction((session) =>
    identity.project([{ identifiers, purpose, at, denied }], session),
  );
}

interface Answer extends ExecutionResult {
  readonly data: Record<string, never>;
}

async function ask(
  query: string,
  variables: Record<string, unknown> = {},
  caller: Caller = agent,
): Promise<Answer> {
  const contextValue = identity.contextFor(caller);
  const document = parse(query);
  const plain = await execute({
    schema: identity.schema,
    document,
    variableValues: variables,
    contextValue,
  });
  // The in-process gateway compiles: both must say the same.
  const compiled = compileQuery(identity.schema, document);
  if (!isCompiledQuery(compiled)) throw new Error("does not compile");
  const fast = await compiled.query({}, identity.contextFor(caller), variables);
  if (!query.includes("scope")) {
    expect(fast.data).toEqual(plain.data);
    expect(fast.errors?.map((one) => one.message)).toEqual(plain.errors?.map((one) => one.message));
  }
  return plain as Answer;
}

const email = (value: string) => ({ identifier: { namespace: "email", value } });
const CUSTOMERS = `query ($by: [CustomerSelector!]!) { customers(by: $by) { id } }`;

describe("Query.customers", () => {
  it("finds a customer by any of its ids and identifiers, in the order asked for", async () => {
    const before = await see(1, { anonymous_id: "q-anna" });
    const other = await see(1, { user_id: "q-bert" });
    const id = await see(2, { anonymous_id: "q-anna", email: "Q-Anna@example.com" });
    const late = await see(3, { user_id: "q-anna", email: "q-anna@example.com" });
    const profile = identity.identify([{ namespace: "anonymous_id", value: "q-anna" }]).profile;
    const { data } = await ask(CUSTOMERS, {
      by: [
        { id: before },
        { id: other },
        email(" q-anna@EXAMPLE.com"),
        { id: late },
        { id: profile },
        { id: "nobody" },
      ],
    });
    expect(data).toEqual({
      customers: [{ id }, { id: other }, { id }, { id }, { id }, null],
    });
  });

  it("puts the fault of a selector in its own place", async () => {
    const id = await see(1, { user_id: "f-1" });
    const { data, errors } = await ask(CUSTOMERS, {
      by: [
        { id },
        email("nonsense"),
        { identifier: { namespace: "passport", value: "1" } },
        { id },
      ],
    });
    expect(data).toEqual({ customers: [{ id }, null, null, { id }] });
    expect(
      errors?.map(({ message, path, extensions }) => [message, path, extensions["code"]]),
    ).toEqual([
      ["by[1].identifier.value: is not an e-mail address", ["customers", 1], "BAD_USER_INPUT"],
      [
        expect.stringMatching(/^by\[2\]\.identifier\.namespace: is not known; there are user_id, /),
        ["customers", 2],
        "BAD_USER_INPUT",
      ],
    ]);
  });

  it("answers AMBIGUOUS_ID for an id that a late split left between people", async () => {
    const id = await see(1, { device_id: "tablet" });
    await see(2, { device_id: "tablet", user_id: "s-1" });
    const before = await ask(CUSTOMERS, { by: [{ id }] });
    expect(before.errors).toBeUndefined();
    await see(3, { device_id: "tablet", user_id: "s-2" });
    const { data, errors } = await ask(CUSTOMERS, {
      by: [{ id }, { identifier: { namespace: "device_id", value: "TABLET" } }],
    });
    expect(data).toEqual({ customers: [null, null] });
    expect(errors?.map(({ path, extensions }) => [path, extensions["code"]])).toEqual([
      [["customers", 0], "AMBIGUOUS_ID"],
    ]);
  });

  it("needs a scope, and one more to resolve by identifier", async () => {
    const id = await see(1, { user_id: "n-1" });
    const by = [{ id }, { identifier: { namespace: "user_id", value: "n-1" } }];
    const reader = await ask(CUSTOMERS, { by }, callerOf(["customers:read"], null));
    expect(reader.data).toEqual({ customers: [{ id }, null] });
    expect(reader.errors?.[0]?.message).toContain("customers:resolve");
    const nobody = await ask(CUSTOMERS, { by }, callerOf([], null));
    expect(nobody.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("takes a hundred selectors and refuses more", async () => {
    const by = Array.from({ length: 101 }, () => ({ id: "x" }));
    const { errors } = await ask(CUSTOMERS, { by });
    expect(errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "by" });
  });
});

describe("Customer", () => {
  const TRAITS = `query ($by: CustomerSelector!, $keys: [String!]) { customer(by: $by) {
    firstSeenAt traits(keys: $keys) { key value source updatedAt masked maskedBecause } } }`;

  it("shows for each trait the newest value across profiles and sources", async () => {
    const id = await see(
      9,
      { user_id: "t-1" },
      { "odd.key$": "web", plan: "free", gone: 1 },
      "web",
    );
    await see(
      7,
      { user_id: "t-1", anonymous_id: "t-1a" },
      { "odd.key$": "older", plan: "x", tags: { "$a.b": [1] } },
      "crm",
    );
    await see(
      11,
      { user_id: "t-1", anonymous_id: "t-1b" },
      { plan: "pro", gone: null, __proto__x: 1 },
      "c.r.m",
    );
    const { data } = await ask(TRAITS, { by: { id } });
    const at = (minute: number) => new Date(BEGAN + minute * 60_000).toISOString();
    const shown = (key: string, value: unknown, source: string, minute: number) => ({
      key,
      value,
      source,
      updatedAt: at(minute),
      masked: false,
      maskedBecause: null,
    });
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      customer: {
        firstSeenAt: at(7),
        traits: [
          shown("__proto__x", 1, "c.r.m", 11),
          shown("odd.key$", "web", "web", 9),
          shown("plan", "pro", "c.r.m", 11),
          shown("tags", { "$a.b": [1] }, "crm", 7),
        ],
      },
    });
    const some = await ask(TRAITS, { by: { id }, keys: ["plan", "nothing"] });
    expect(some.data).toMatchObject({ customer: { traits: [{ key: "plan" }] } });
  });

  it("withholds labelled traits and identifiers, and says why", async () => {
    const id = await see(
      1,
      { user_id: "m-1", email: "m@example.com" },
      { address: { city: "Bonn" } },
    );
    const query = `query ($by: CustomerSelector!) { customer(by: $by) {
      identifiers { nodes { namespace value masked maskedBecause } }
      traits { key value masked maskedBecause } } }`;
    const seen = async (caller: Caller) => {
      const { data } = await ask(query, { by: { id } }, caller);
      const { identifiers, traits } = data["customer"] as unknown as {
        identifiers: { nodes: Record<string, unknown>[] };
        traits: Record<string, unknown>[];
      };
      return [identifiers.nodes[1], traits[0]].map((one) => [
        one?.["value"],
        one?.["maskedBecause"],
      ]);
    };
    const open = [
      ["m@example.com", null],
      [{ city: "Bonn" }, null],
    ];
    const shut = (reason: string) => [
      [null, reason],
      [null, reason],
    ];
    expect(await seen(agent)).toEqual(open);
    expect(await seen(callerOf(ALL, null))).toEqual(shut("NO_PURPOSE"));
    expect(await seen(callerOf(["customers:read"], "service"))).toEqual(shut("NO_SCOPE"));
    expect(await seen(callerOf(ALL, "marketing"))).toEqual(shut("NO_CONSENT"));
    expect(await decide({ email: "m@example.com" }, "marketing", 5, false)).toEqual([id]);
    expect(await seen(callerOf(ALL, "marketing"))).toEqual(open);
    await decide({ user_id: "m-1" }, "marketing", 2, true);
    expect(await seen(callerOf(ALL, "marketing"))).toEqual(shut("NO_CONSENT"));
    await decide({ user_id: "m-1" }, "marketing", 1, false);
    expect(await seen(callerOf(ALL, "marketing"))).toEqual(shut("NO_CONSENT"));
  });

  it("pages through identifiers, strongest namespace first", async () => {
    const ids = {
      user_id: "p-1",
      email: "p@example.com",
      phone: "0151 23456789",
      anonymous_id: "p-a",
    };
    const id = await see(1, ids);
    const query = `query ($by: CustomerSelector!, $after: String) { customer(by: $by) {
      identifiers(first: 2, after: $after) { edges { cursor node { namespace value firstSeenAt } } pageInfo { hasNextPage endCursor } } } }`;
    const page = async (after: unknown) => {
      const { data } = await ask(query, { by: { id }, after });
      const { identifiers } = data["customer"] as unknown as {
        identifiers: {
          edges: { node: { namespace: string; value: string } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      return identifiers;
    };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect(
      [...first.edges, ...second.edges].map(({ node }) => [node.namespace, node.value]),
    ).toEqual([
      ["user_id", "p-1"],
      ["email", "p@example.com"],
      ["phone", "+4915123456789"],
      ["anonymous_id", "p-a"],
    ]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    const { errors } = await ask(query, { by: { id }, after: "junk" });
    expect(errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  });

  it("answers a reference by profile key with the customer that holds it, and grants its scope", async () => {
    await see(1, { user_id: "g-1" });
    const id = await see(2, { user_id: "g-1", email: "g@example.com" });
    await decide({ user_id: "g-1" }, "marketing", 1, false);
    const { profile } = identity.identify([{ namespace: "user_id", value: "g-1" }]);
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { id scope } } }`;
    const { data } = await ask(query, { r: [{ __typename: "Customer", ref: profile }] });
    const [entity] = data["_entities"] as unknown as { id: string; scope: unknown }[];
    expect(entity?.id).toBe(id);
    const grant = openScope(
      entity?.scope,
      agent,
      createKeys("any"),
      Date.parse("2026-06-01T00:00:10.000Z"),
    );
    expect(grant.customer).toBe(id);
    expect(grant.profiles).toHaveLength(2);
    expect(grant.identifiers).toHaveLength(2);
    expect(grant.purposes).toEqual(["service", "security", "marketing"]);
  });

  it("costs two commands, whatever the number of customers", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1)
      ids.push(
        await see(
          i,
          { user_id: `c-${String(i)}`, email: `c${String(i)}@example.com` },
          { plan: i },
        ),
      );
    const query = `query ($by: [CustomerSelector!]!) { customers(by: $by) {
      id firstSeenAt scope traits { key value } identifiers { nodes { value } } } }`;
    for (const count of [1, 12]) {
      const by = ids
        .slice(0, count)
        .map((id, i) => (i % 2 === 0 ? { id } : email(`c${String(i)}@example.com`)));
      const commands = await commandsOf(
        database,
        () =>
          execute({
            schema: identity.schema,
            document: parse(query),
            variableValues: { by },
            contextValue: identity.contextFor(agent),
          }) as Promise<unknown>,
      );
      expect(commands.map(({ name }) => name)).toEqual(["aggregate", "aggregate"]);
    }
  });

  it("examines no more than twice the documents that it returns, also of a customer of 1,000 profiles", async () => {
    const evidence = Array.from({ length: 1_000 }, (_, i) => {
      const identifiers = [
        { namespace: "user_id", value: "big" },
        { namespace: "cookie", value: `big-${String(i)}` },
      ];
      return toEvidence(identity, `big${String(i)}`, { identifiers, minute: i }) ?? [];
    }).flat();
    const { customerOf } = await identity.resolve(evidence);
    const [id] = customerOf.values();
    const commands = await commandsOf(database, () =>
      ask(`query ($by: CustomerSelector!) { customer(by: $by) { id } }`, { by: { id } }),
    );
    let returned = 0;
    let examined = 0;
    for (const { name, command } of commands.slice(0, 2)) {
      expect(name).toBe("aggregate");
      const explained = await database.db.command({
        explain: { aggregate: command["aggregate"], pipeline: command["pipeline"], cursor: {} },
        verbosity: "executionStats",
      });
      const stats = statsIn(explained);
      returned += stats.returned;
      examined += stats.examined;
      expect(JSON.stringify(explained)).not.toContain("COLLSCAN");
    }
    expect(returned).toBeGreaterThan(2_000);
    expect(examined).toBeLessThanOrEqual(2 * returned);
  });
});

/** Adds up what every part of an explained aggregate examined and returned. */
function statsIn(node: unknown): { returned: number; examined: number } {
  if (typeof node !== "object" || node === null) return { returned: 0, examined: 0 };
  const { nReturned, totalDocsExamined } = node as Record<string, unknown>;
  if (typeof nReturned === "number" && typeof totalDocsExamined === "number")
    return { returned: nReturned, examined: totalDocsExamined };
  return Object.values(node)
    .map(statsIn)
    .reduce((a, b) => ({ returned: a.returned + b.returned, examined: a.examined + b.examined }), {
      returned: 0,
      examined: 0,
    });
}
