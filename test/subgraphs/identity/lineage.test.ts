import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execute, parse } from "graphql";
import type { Caller } from "../../../platform/caller.ts";
import type { Database } from "../../../platform/mongo.ts";
import { defaultPolicy, type Evidence, type Identity } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { commandsOf, identityOver, toEvidence } from "./harness.ts";

let database: Database;
let identity: Identity;

beforeAll(async () => {
  database = await testDatabase("lineage");
  identity = identityOver(database, defaultPolicy);
  await identity.ensureIndexes();
});
afterAll(() => dropAndClose(database));

const callerWith = (scopes: readonly string[], purpose: string | null): Caller => ({
  client: "test",
  scopes: new Set(["customers:read", "customers:resolve", ...scopes]),
  purpose,
  source: "test",
});
const agent = callerWith(["label:contact"], "service");

async function state(
  event: string,
  minute: number,
  ids: Readonly<Record<string, string>>,
  traits: Readonly<Record<string, unknown>>,
  rest: Partial<Evidence> = {},
): Promise<string> {
  const identifiers = Object.entries(ids).map(([namespace, value]) => ({ namespace, value }));
  const made = toEvidence(identity, event, { identifiers, minute }, { traits });
  if (made === null) throw new Error("identifies nobody");
  const { customerOf } = await identity.resolve([{ ...made, ...rest }]);
  return customerOf.get(made.profile) ?? "";
}

const ALL = `value original source event messageId plan standard statedAt profile inForce lostBecause masked maskedBecause`;
const LINEAGE = `query ($by: [CustomerSelector!]!, $key: String!, $first: Int, $after: String) {
  customers(by: $by) { trait(key: $key) { value rule masked
    lineage(first: $first, after: $after) { nodes { ${ALL} } pageInfo { hasNextPage endCursor } } } } }`;

interface ShownTrait {
  readonly value: unknown;
  readonly rule: string;
  readonly masked: boolean;
  readonly lineage: {
    readonly nodes: readonly Record<string, unknown>[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

async function ask(
  ids: readonly string[],
  key: string,
  rest: { first?: number; after?: string } = {},
  caller = agent,
): Promise<(ShownTrait | null)[]> {
  const answer = await execute({
    schema: identity.schema,
    document: parse(LINEAGE),
    variableValues: { by: ids.map((id) => ({ id })), key, ...rest },
    contextValue: identity.contextFor(caller),
  });
  expect(answer.errors).toBeUndefined();
  const customers = answer.data?.["customers"] as { trait: ShownTrait | null }[];
  return customers.map(({ trait }) => trait);
}

describe("Trait.lineage", () => {
  it("tells source, record, plan, standard, original and what each statement replaced, across profiles", async () => {
    await state("e1", 1, { user_id: "l-1" }, { "home.city": "Köln" }, { messageId: "m-1" });
    await state(
      "e2",
      2,
      { user_id: "l-1", email: "l1@example.com" },
      { "home.city": "Bonn" },
      {
        source: "crm",
        plan: "crm@2",
        standard: "standard@1",
        originals: { "home.city": " bonn " },
        messageId: "m-2",
      },
    );
    const id = await state("e3", 3, { email: "l1@example.com" }, { other: 1 });
    const [trait] = await ask([id], "home.city");
    expect(trait?.value).toBe("Bonn");
    expect(trait?.rule).toBe("NEWEST");
    const profile = (...ids: [string, string][]): string | null =>
      identity.identify(ids.map(([namespace, value]) => ({ namespace, value }))).profile;
    expect(trait?.lineage.nodes).toEqual([
      {
        value: "Bonn",
        original: " bonn ",
        source: "crm",
        event: "e2",
        messageId: "m-2",
        plan: "crm@2",
        standard: "standard@1",
        statedAt: "2026-01-01T00:02:00.000Z",
        profile: profile(["user_id", "l-1"], ["email", "l1@example.com"]),
        inForce: true,
        lostBecause: null,
        masked: false,
        maskedBecause: null,
      },
      {
        value: "Köln",
        original: "Köln",
        source: "web",
        event: "e1",
        messageId: "m-1",
        plan: null,
        standard: null,
        statedAt: "2026-01-01T00:01:00.000Z",
        profile: profile(["user_id", "l-1"]),
        inForce: false,
        lostBecause: "NEWER_STATEMENT",
        masked: false,
        maskedBecause: null,
      },
    ]);
    expect(await ask([id], "never")).toEqual([null]);
  });

  it("withholds value and original wherever the trait would be withheld", async () => {
    const original = " Mia@Example.com ";
    const id = await state(
      "w1",
      1,
      { user_id: "l-2" },
      { email: "mia@example.com" },
      {
        originals: { email: original },
      },
    );
    // A name that nobody labelled, under which an address was sent: what it looks like decides.
    await state(
      "w2",
      2,
      { user_id: "l-2" },
      { handle: "mia" },
      {
        originals: { handle: original },
      },
    );
    for (const [caller, because] of [
      [callerWith(["label:contact"], null), "NO_PURPOSE"],
      [callerWith([], "service"), "NO_SCOPE"],
      [callerWith(["label:contact"], "marketing"), "NO_CONSENT"],
    ] as const)
      for (const key of ["email", "handle"]) {
        const [trait] = await ask([id], key, {}, caller);
        expect(trait?.lineage.nodes[0]).toMatchObject({
          value: null,
          original: null,
          masked: true,
          maskedBecause: because,
        });
        expect(JSON.stringify(trait).toLowerCase()).not.toContain("mia@");
      }
    const [open] = await ask([id], "email");
    expect(open?.lineage.nodes[0]).toMatchObject({ value: "mia@example.com", original });
  });

  it("keeps what was taken back answerable", async () => {
    const id = await state("t1", 1, { user_id: "l-3" }, { tier: "gold" });
    await state("t2", 2, { user_id: "l-3" }, { tier: null }, { source: "crm" });
    const [trait] = await ask([id], "tier");
    expect(trait).toMatchObject({ value: null, masked: false });
    expect(trait?.lineage.nodes.map(({ lostBecause }) => lostBecause)).toEqual([
      "TAKES_BACK",
      "TAKEN_BACK",
    ]);
  });

  it("pages without gap or repeat, also over more profiles than the server merges at once", async () => {
    const evidence = Array.from({ length: 450 }, (_, i) => {
      const identifiers = [
        { namespace: "user_id", value: "l-4" },
        { namespace: "cookie", value: `l-4-${String(i)}` },
      ];
      const event = `p${String((i * 7) % 450).padStart(4, "0")}`;
      return (
        toEvidence(identity, event, { identifiers, minute: i % 20 }, { traits: { n: i } }) ?? []
      );
    }).flat();
    const { customerOf } = await identity.resolve(evidence);
    const [id] = customerOf.values();
    const seen: unknown[] = [];
    for (let after: string | undefined; ;) {
      const [trait] = await ask([id ?? ""], "n", { first: 100, ...(after ? { after } : {}) });
      seen.push(...(trait?.lineage.nodes.map(({ event }) => event) ?? []));
      if (trait?.lineage.pageInfo.hasNextPage !== true) break;
      after = trait.lineage.pageInfo.endCursor;
    }
    const expected = [...evidence].sort(
      (a, b) => b.at.getTime() - a.at.getTime() || (a.event < b.event ? 1 : -1),
    );
    expect(seen).toEqual(expected.map(({ event }) => event));
  });

  it("costs the same number of commands for 1 and for 50 customers", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 50; i += 1)
      ids.push(await state(`c${String(i)}`, i, { user_id: `many-${String(i)}` }, { city: "Ulm" }));
    const counts = [];
    for (const some of [ids.slice(0, 1), ids])
      counts.push((await commandsOf(database, () => ask(some, "city"))).map(({ name }) => name));
    expect(counts[0]).toEqual(counts[1]);
    expect(counts[0]).toHaveLength(3);
  });
});
