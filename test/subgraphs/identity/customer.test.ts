import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Caller } from "../../../platform/caller.ts";
import { createKeys } from "../../../platform/keys.ts";
import { openScope } from "../../../platform/customer-scope.ts";
import { BEGAN } from "./harness.ts";
import { ALL, agent, callerOf, openReading, type Reading } from "./reading.ts";

let reading: Reading;
beforeAll(async () => {
  reading = await openReading("identity_customer");
});
afterAll(() => reading.close());

const see: Reading["see"] = (...args) => reading.see(...args);
const decide: Reading["decide"] = (...args) => reading.decide(...args);
const ask: Reading["ask"] = (...args) => reading.ask(...args);

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
    const { profile } = reading.identity.identify([{ namespace: "user_id", value: "g-1" }]);
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
});
