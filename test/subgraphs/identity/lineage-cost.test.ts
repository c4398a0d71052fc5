import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../platform/mongo.ts";
import {
  defaultPolicy,
  survivorshipSchema,
  type Identity,
} from "../../../subgraphs/identity/index.ts";
import { commandsOf, identityOver, toEvidence } from "./harness.ts";
import {
  customersOf,
  openLineage,
  STATEMENT,
  type Lineage,
  type ShownTrait,
} from "./open-lineage.ts";

let lineage: Lineage;
let identity: Identity;
let database: Database;

beforeAll(async () => {
  lineage = await openLineage("lineage_cost");
  ({ identity, database } = lineage);
});
afterAll(() => lineage.close());

const state: Lineage["state"] = (...args) => lineage.state(...args);
const ask: Lineage["ask"] = (...args) => lineage.ask(...args);

describe("Trait.lineage", () => {
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
      customersOf(
        counting,
        `query ($by: [CustomerSelector!]!) { customers(by: $by) { ${query} } }`,
        {
          by: ids.map((id) => ({ id })),
        },
      );
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
    const page = `lineage(first: 2) { nodes { ${STATEMENT} } pageInfo { hasNextPage endCursor } }`;
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
    const commands = await commandsOf(database, () => customersOf(identity, query, { by }));
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
