import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
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
import { empty, identityOver, toEvidence } from "./harness.ts";

const survivorship = survivorshipSchema.parse({
  default: "newest",
  fields: {
    phone: { rule: "source_priority", sources: ["crm", "web"] },
    city: { rule: "most_frequent" },
    name: { rule: "longest" },
  },
});
const TRAITS = ["plan", "phone", "city", "name"] as const;
const caller: Caller = {
  client: "test",
  scopes: new Set(["customers:read", "label:contact"]),
  purpose: "service",
  source: "test",
};
let database: Database;
let identity: Identity;

beforeAll(async () => {
  database = await testDatabase("survivorship");
  identity = identityOver(database, defaultPolicy, survivorship);
  await identity.ensureIndexes();
});
afterAll(() => dropAndClose(database));

interface Stated {
  readonly minute: number;
  readonly source: string;
  readonly visit: number;
  readonly traits: Partial<Record<(typeof TRAITS)[number], string | null>>;
}

const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "b", "cc", "ddd", "💙💙", "eee") },
  { weight: 1, arbitrary: fc.constant(null) },
);
const world: fc.Arbitrary<Stated[]> = fc.array(
  fc.record({
    // Few instants, so that ties of time occur.
    minute: fc.nat(6),
    source: fc.constantFrom("web", "crm", "pos", "app"),
    visit: fc.nat(2),
    traits: fc.record(
      { plan: value, phone: value, city: value, name: value },
      { requiredKeys: ["phone"] },
    ),
  }),
  { minLength: 1, maxLength: 14 },
);

interface Said {
  readonly at: number;
  readonly event: string;
  readonly source: string;
  readonly value: string | null;
}

/** The specification by brute force: it searches whole lists and remembers nothing. */
function oracle(trait: string, all: readonly Said[]): string | null {
  const later = (a: Said, b: Said): boolean => a.at > b.at || (a.at === b.at && a.event > b.event);
  const lastOf = (some: readonly Said[]): Said | undefined =>
    some.find((one) => !some.some((other) => later(other, one)));
  if (trait === "plan") return lastOf(all)?.value ?? null;
  if (trait === "phone") {
    const alive = all.filter(
      (one) => !all.some((other) => other.source === one.source && later(other, one)),
    );
    const stated = alive.filter((one) => one.value !== null);
    for (const sources of [["crm"], ["web"], ["pos", "app"]]) {
      const found = lastOf(stated.filter(({ source }) => sources.includes(source)));
      if (found !== undefined) return found.value;
    }
    return null;
  }
  const alive = all.filter(
    (one) => one.value !== null && !all.some((other) => other.value === null && later(other, one)),
  );
  const weight = (one: Said): number =>
    trait === "name"
      ? Array.from(one.value ?? "").length
      : alive.filter((other) => other.value === one.value).length;
  const most = Math.max(0, ...alive.map(weight));
  return lastOf(alive.filter((one) => weight(one) === most))?.value ?? null;
}

function evidenceOf(stated: readonly Stated[]): Evidence[] {
  return stated.flatMap(({ minute, source, visit, traits }, i) => {
    const identifiers = [
      { namespace: "user_id", value: "anna" },
      ...(visit === 0 ? [] : [{ namespace: "anonymous_id", value: `visit-${String(visit)}` }]),
    ];
    return (
      toEvidence(
        identity,
        `e${String(i).padStart(3, "0")}`,
        { identifiers, minute },
        { source, traits },
      ) ?? []
    );
  });
}

async function shown(id: string): Promise<Record<string, unknown>> {
  const answer = await execute({
    schema: identity.schema,
    document: parse(
      `{ customer(by: { id: "${id}" }) { traits { key value } plan: trait(key: "plan") { ...all }
         phone: trait(key: "phone") { ...all } city: trait(key: "city") { ...all } name: trait(key: "name") { ...all } } }
       fragment all on Trait { value lineage(first: 100) { nodes { value event inForce lostBecause } } }`,
    ),
    contextValue: identity.contextFor(caller),
  });
  expect(answer.errors).toBeUndefined();
  return answer.data?.["customer"] as Record<string, unknown>;
}

const RUNS = Number(process.env["SURVIVORSHIP_RUNS"] ?? "60");

describe("survivorship", () => {
  it("chooses as the specification says, whatever the order, repetition and batching, and says so to segments too", async () => {
    const order = fc.array(fc.nat(), { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(world, order, fc.integer({ min: 1, max: 5 }), async (stated, dice, size) => {
        await empty(database);
        const evidence = evidenceOf(stated);
        const twice = [...evidence, ...evidence.slice(0, 3)]
          .map((one, i) => ({ one, at: dice[i % dice.length] ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        let id = "";
        for (let at = 0; at < twice.length; at += size) {
          const { customerOf } = await identity.resolve(twice.slice(at, at + size));
          for (const customer of customerOf.values()) id = customer;
        }
        const [described] = await identity.describe([id], [...TRAITS]);
        const customer = await shown(id);
        const list = customer["traits"] as { key: string; value: unknown }[];
        for (const trait of TRAITS) {
          const said = evidence.flatMap(({ event, at, source, traits }) =>
            trait in traits
              ? [{ at: at.getTime(), event, source, value: traits[trait] as string | null }]
              : [],
          );
          const expected = oracle(trait, said);
          const single = customer[trait] as {
            value: unknown;
            lineage: {
              nodes: {
                value: unknown;
                event: string;
                inForce: boolean;
                lostBecause: string | null;
              }[];
            };
          } | null;
          expect(list.find(({ key }) => key === trait)?.value ?? null).toBe(expected);
          expect(single?.value ?? null).toBe(expected);
          expect(single === null).toBe(said.length === 0);
          const overTime = described?.traits.get(trait) ?? [];
          expect(overTime.at(-1)?.value ?? null).toBe(expected);
          // A segment asks for the past as well: each step is what the graph would have shown then.
          for (const step of overTime)
            expect(step.value).toBe(
              oracle(
                trait,
                said.filter(
                  (one) =>
                    one.at < step.at.getTime() ||
                    (one.at === step.at.getTime() && one.event <= step.event),
                ),
              ),
            );
          const nodes = single?.lineage.nodes ?? [];
          expect(nodes.map(({ event }) => event)).toEqual(
            [...said]
              .sort((a, b) => b.at - a.at || (a.event < b.event ? 1 : -1))
              .map((one) => one.event),
          );
          expect(nodes.filter(({ inForce }) => inForce)).toHaveLength(expected === null ? 0 : 1);
          for (const node of nodes) {
            expect(node.lostBecause === null).toBe(node.inForce);
            expect(node.lostBecause === "TAKES_BACK").toBe(node.value === null);
            if (node.inForce) expect(node.value).toBe(expected);
          }
        }
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it("names the faults of a policy", () => {
    const faults = survivorshipSchema.safeParse({
      default: "longest",
      fields: { a: { rule: "source_priority", sources: [] }, b: { rule: "loudest" } },
    });
    expect(faults.error?.issues.map(({ path }) => path.join("."))).toEqual([
      "default",
      "fields.a.sources",
      "fields.b.rule",
    ]);
    expect(faults.error?.issues[0]?.message).toContain("newest or source_priority");
  });
});
