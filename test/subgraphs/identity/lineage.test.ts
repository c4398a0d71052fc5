import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execute, parse } from "graphql";
import type { Caller } from "../../../platform/caller.ts";
import type { Database } from "../../../platform/mongo.ts";
import {
  defaultPolicy,
  survivorshipSchema,
  type Evidence,
  type Identity,
} from "../../../subgraphs/identity/index.ts";
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

async function askOf(
  subgraph: Identity,
  query: string,
  variableValues: Record<string, unknown>,
  caller = agent,
): Promise<unknown> {
  const answer = await execute({
    schema: subgraph.schema,
    document: parse(query),
    variableValues,
    contextValue: subgraph.contextFor(caller),
  });
  expect(answer.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(answer.data?.["customers"]));
}

async function ask(
  ids: readonly string[],
  key: string,
  rest: { first?: number; after?: string } = {},
  caller = agent,
): Promise<(ShownTrait | null)[]> {
  const variables = { by: ids.map((id) => ({ id })), key, ...rest };
  const customers = (await askOf(identity, LINEAGE, variables, caller)) as {
    trait: ShownTrait | null;
  }[];
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

  it("costs the same number of commands for 2 and for 20 traits, of 1 and of 20 customers, and answers as one by one", async () => {
    // Senders choose names: these would be paths or expressions where they are not mere text.
    const names = ["$plan", "home.city", "0", "%", "size", "city"];
    while (names.length < 20) names.push(`trait_${String(names.length)}`);
    const counted = ["city", "trait_7"];
    const counting = identityOver(
      database,
      defaultPolicy,
      survivorshipSchema.parse({
        default: "newest",
        fields: Object.fromEntries(counted.map((n) => [n, { rule: "most_frequent" }])),
      }),
    );
    // The first two have two traits.
    const traitsOf = (i: number, n: number): Record<string, unknown> =>
      Object.fromEntries(
        (i < 2 ? counted : names).map((name, k) => {
          return [name, (k + n + i) % 5 === 0 ? null : { is: [k, (n + i) % 3] }];
        }),
      );
    const rows = (ids: readonly string[], query: string) =>
      askOf(counting, `query ($by: [CustomerSelector!]!) { customers(by: $by) { ${query} } }`, {
        by: ids.map((id) => ({ id })),
      });
    const ids: string[] = [];
    for (let i = 0; i < 22; i += 1) {
      const own = Object.keys(traitsOf(i, 2));
      const user = { user_id: `w-${String(i)}` };
      const [event, minute] = [`w${String(i).padStart(2, "0")}`, i * 10];
      await state(`${event}-1`, minute, user, traitsOf(i, 1));
      await state(`${event}-2`, minute + 1, user, traitsOf(i, 2), {
        originals: Object.fromEntries(own.slice(0, 9).map((name) => [name, `${name} as sent`])),
      });
      const visit = { ...user, cookie: `w-${String(i)}` };
      ids.push(await state(`${event}-3`, minute + 1, visit, traitsOf(i, 3), { source: "crm" }));
    }
    const page = `lineage(first: 2) { nodes { ${ALL} } pageInfo { hasNextPage endCursor } }`;
    const commands: string[][] = [];
    for (const some of [ids.slice(0, 1), ids.slice(0, 2), ids.slice(2, 3), ids.slice(2)])
      commands.push(
        (await commandsOf(database, () => rows(some, `traits { key ${page} }`))).map(
          ({ name }) => name,
        ),
      );
    // Who is meant, and all of theirs; what the rules that count must see, twice; the statements.
    expect(commands).toEqual(commands.map(() => commands[3]));
    expect(commands[3]).toHaveLength(5);
    const some = ids.slice(0, 5);
    const all = (await rows(some, `traits { key ${page} }`)) as {
      traits: { key: string; lineage: ShownTrait["lineage"] }[];
    }[];
    for (const [i, id] of some.entries()) {
      expect(all[i]?.traits.length).toBeGreaterThan(i < 2 ? 0 : 14);
      for (const trait of all[i]?.traits ?? []) {
        const key = JSON.stringify(trait.key);
        expect(await rows([id], `trait(key: ${key}) { key ${page} }`)).toEqual([{ trait }]);
        const [last, before] = [3, 2].map((n) => traitsOf(i, n)[trait.key]);
        const asSent = Object.keys(traitsOf(i, 2)).slice(0, 9).includes(trait.key);
        expect(trait.lineage.nodes).toMatchObject([
          { value: last, original: last, event: expect.stringMatching(/-3$/) },
          { value: before, original: asSent ? `${trait.key} as sent` : before },
        ]);
        expect(trait.lineage.pageInfo.hasNextPage).toBe(true);
      }
    }
  }, 30_000);

  it("reads by the index no more of each trait than its page, in one command", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const evidence = Array.from({ length: 300 }, (_, n) => {
        const identifiers = [
          { namespace: "user_id", value: `deep-${String(i)}` },
          { namespace: "cookie", value: `deep-${String(i)}-${String(n % 4)}` },
        ];
        const event = `deep-${String(i)}-${String(n)}`;
        const traits = { a: n, b: n, ...(n % 2 === 0 ? { c: n } : {}) };
        return toEvidence(identity, event, { identifiers, minute: n }, { traits }) ?? [];
      }).flat();
      ids.push(...new Set((await identity.resolve(evidence)).customerOf.values()));
    }
    const query = `query ($by: [CustomerSelector!]!) { customers(by: $by) {
      traits { key lineage(first: 1) { nodes { event } } } } }`;
    const by = ids.map((id) => ({ id }));
    const commands = await commandsOf(database, () => askOf(identity, query, { by }));
    const command = commands.find((one) => JSON.stringify(one.command).includes("observations"));
    const { stages } = (await database.db.command({
      explain: { aggregate: 1, pipeline: command?.command["pipeline"], cursor: {} },
      verbosity: "executionStats",
    })) as unknown as { stages: Record<string, unknown>[] };
    const { totalDocsExamined, collectionScans, indexesUsed } =
      stages.find((stage) => "$lookup" in stage) ?? {};
    // One more than the page tells whether there is another; of `c` every second event says nothing.
    expect({ totalDocsExamined, collectionScans, indexesUsed }).toEqual({
      totalDocsExamined: ids.length * (2 + 2 + 4),
      collectionScans: 0,
      indexesUsed: ["statements"],
    });
  });
});
