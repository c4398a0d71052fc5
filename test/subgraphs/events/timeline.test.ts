import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { graphql } from "graphql";
import type { CommandStartedEvent } from "mongodb";
import type { Caller } from "../../../platform/caller.ts";
import { sealScope } from "../../../platform/customer-scope.ts";
import { qualityPolicySchema } from "../../../platform/quality.ts";
import { createKeys } from "../../../platform/keys.ts";
import { createLabels } from "../../../platform/labels.ts";
import { silent } from "../../../platform/log.ts";
import type { Database } from "../../../platform/mongo.ts";
import { createEvents, type EventDocument, type Events } from "../../../subgraphs/events/index.ts";
import { openStore } from "../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";

const keys = createKeys("s".repeat(32));
const NOW = new Date("2026-05-01T12:00:00Z");
const caller: Caller = {
  client: "c",
  scopes: new Set(["customers:read"]),
  purpose: "service",
  source: "s",
};
const NAMES = ["track:A", "track:B", "page:A", "page:", "identify:"];

let database: Database;
let events: Events;
const commands: string[] = [];

beforeAll(async () => {
  database = await testDatabase("timeline");
  database.client.on("commandStarted", ({ commandName }: CommandStartedEvent) => {
    commands.push(commandName);
  });
  events = createEvents({
    database,
    keys,
    labels: createLabels({ contact: ["email"] }),
    // Some of what is drawn lies ahead of it.
    clock: () => new Date(NOW.getTime() + 5_000),
    scopeForm: "sealed",
    log: silent,
    replayQuarantine: () => Promise.reject(new Error("nothing is replayed here")),
    ingest: () => Promise.resolve([]),
    trackingPlans: [],
    sources: [],
    quality: qualityPolicySchema.parse({}),
  });
  await events.ensureIndexes();
});
afterAll(() => dropAndClose(database));

interface Page {
  readonly nodes: { id: string }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const ENTITIES = `query ($r: [_Any!]!, $first: Int, $after: String, $filter: EventFilter) {
  _entities(representations: $r) { ... on Customer {
    events(first: $first, after: $after, filter: $filter) {
      nodes { id } pageInfo { hasNextPage endCursor } } } } }`;

async function ask(query: string, profiles: readonly string[][], args: object): Promise<unknown> {
  const r = profiles.map((some, i) => ({
    __typename: "Customer",
    ref: `c${String(i)}`,
    scope: sealScope(
      { customer: `c${String(i)}`, profiles: some, identifiers: [], purposes: ["service"] },
      caller,
      NOW.getTime(),
    ),
  }));
  const answer = await graphql({
    schema: events.schema,
    source: query,
    variableValues: { r, ...args },
    contextValue: events.contextFor(caller),
  });
  if (answer.errors !== undefined) throw answer.errors[0] ?? new Error("?");
  return answer.data?.["_entities"];
}

async function fill(documents: readonly Partial<EventDocument>[]): Promise<EventDocument[]> {
  const { events: collection } = openStore(database.db);
  await collection.deleteMany({});
  const all = documents.map((rest, i) => ({
    _id: `e${String(i).padStart(5, "0")}`,
    profile: "p0",
    ts: NOW,
    key: "track:A",
    source: "web",
    messageId: String(i),
    receivedAt: NOW,
    properties: {},
    context: {},
    hash: "h",
    ...rest,
  }));
  if (all.length > 0) await collection.insertMany(all);
  return all;
}

const stored = fc.record({
  profile: fc.constantFrom("p0", "p1", "p2", "p3"),
  ts: fc.integer({ min: 0, max: 6 }).map((s) => new Date(NOW.getTime() + s * 1_000)),
  key: fc.constantFrom(...NAMES),
});
const filters = fc.record({
  types: fc.option(fc.subarray(["TRACK", "PAGE", "IDENTIFY"])),
  names: fc.option(fc.subarray(["A", "B"])),
  since: fc.option(fc.integer({ min: 0, max: 6 })),
  until: fc.option(fc.integer({ min: 0, max: 6 })),
});

/** What the page should hold, worked out without an index, a cursor or a database. */
function expected(
  all: readonly EventDocument[],
  profiles: readonly string[],
  filter: {
    types: string[] | null;
    names: string[] | null;
    since: number | null;
    until: number | null;
  },
): string[] {
  const at = (s: number): number => NOW.getTime() + s * 1_000;
  return all
    .filter(({ profile }) => profile !== null && profiles.includes(profile))
    .filter(({ key }) => {
      const [type = "", name = ""] = key.split(":");
      const named = ["track", "page", "screen"].includes(type);
      if (filter.types !== null && filter.types.length > 0) {
        if (!filter.types.includes(type.toUpperCase())) return false;
      } else if (filter.names !== null && filter.names.length > 0 && !named) return false;
      return filter.names === null || filter.names.length === 0 || filter.names.includes(name);
    })
    .filter(({ ts }) => ts.getTime() <= at(5))
    .filter(({ ts }) => filter.since === null || ts.getTime() >= at(filter.since))
    .filter(({ ts }) => filter.until === null || ts.getTime() < at(filter.until))
    .sort((a, b) => b.ts.getTime() - a.ts.getTime() || (a._id < b._id ? 1 : -1))
    .map(({ _id }) => _id);
}

describe("Customer.events", () => {
  it("pages through exactly what brute force finds, for any events, filter and page size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stored, { maxLength: 40 }),
        filters,
        fc.integer({ min: 1, max: 7 }),
        async (documents, filter, first) => {
          const all = await fill(documents);
          const iso = (s: number | null): string | null =>
            s === null ? null : new Date(NOW.getTime() + s * 1_000).toISOString();
          const sent = { ...filter, since: iso(filter.since), until: iso(filter.until) };
          const seen: string[] = [];
          for (let after: string | null = null; ;) {
            const args: object = { first, after, filter: sent };
            const [page] = (await ask(ENTITIES, [["p0", "p2"]], args)) as { events: Page }[];
            if (page === undefined) throw new Error("no page");
            seen.push(...page.events.nodes.map(({ id }) => id));
            after = page.events.pageInfo.endCursor;
            if (!page.events.pageInfo.hasNextPage) break;
          }
          expect(seen).toEqual(expected(all, ["p0", "p2"], filter));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("costs one command for 1, 10 and 100 customers, each with its own newest", async () => {
    const all = await fill(
      Array.from({ length: 600 }, (_, i) => ({
        profile: `p${String(i % 100)}`,
        ts: new Date(NOW.getTime() - i * 1_000),
      })),
    );
    for (const n of [1, 10, 100]) {
      commands.length = 0;
      const asked = Array.from({ length: n }, (_, i) => [`p${String(i)}`]);
      const pages = (await ask(ENTITIES, asked, { first: 3 })) as { events: Page }[];
      expect(commands).toEqual(["aggregate"]);
      pages.forEach(({ events: page }, i) => {
        const mine = all.filter(({ profile }) => profile === `p${String(i)}`).slice(0, 3);
        expect(page.nodes.map(({ id }) => id)).toEqual(mine.map(({ _id }) => _id));
      });
    }
  });

  it("reads a customer of 1,000 profiles by its newest events, and no others", async () => {
    const profiles = Array.from({ length: 1_000 }, (_, i) => `p${String(i)}`);
    const all = await fill(
      Array.from({ length: 5_000 }, (_, i) => ({
        profile: profiles[i % 1_000] ?? null,
        ts: new Date(NOW.getTime() - ((i * 7919) % 5_000) * 1_000),
      })),
    );
    const [page] = (await ask(ENTITIES, [profiles], { first: 20 })) as { events: Page }[];
    const none = { types: null, names: null, since: null, until: null };
    expect(page?.events.nodes.map(({ id }) => id)).toEqual(
      expected(all, profiles, none).slice(0, 20),
    );
  });

  it("withholds labelled values and says which", async () => {
    await fill([{ properties: { total: 5, email: "a@b.de" }, context: { page: { url: "/" } } }]);
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer {
      events { nodes { properties context maskedPaths } } } } }`;
    expect(await ask(query, [["p0"]], {})).toEqual([
      {
        events: {
          nodes: [
            {
              properties: { total: 5, email: null },
              context: { page: { url: "/" } },
              maskedPaths: ["properties.email"],
            },
          ],
        },
      },
    ]);
  });

  it.each([
    [{ first: 0 }, "first: is 0"],
    [{ first: 101 }, "first: is 101"],
    [{ after: "nonsense" }, "after: is not a cursor"],
    [{ filter: { names: Array(51).fill("x") } }, "filter.names"],
  ])("refuses what is out of bounds, naming the argument (%#)", async (args, message) => {
    await expect(ask(ENTITIES, [["p0"]], args)).rejects.toThrow(message);
  });

  it("answers nothing for a scope that identity did not seal", async () => {
    const answer = await graphql({
      schema: events.schema,
      source: ENTITIES,
      variableValues: {
        r: [{ __typename: "Customer", ref: "c0", scope: { grant: { profiles: ["p0"] } } }],
      },
      contextValue: events.contextFor(caller),
    });
    expect(answer.data).toEqual({ _entities: [{ events: null }] });
    expect(answer.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });
});

describe("Customer.eventCounts", () => {
  it("counts by name, most frequent first, across any number of profiles", async () => {
    await fill(
      Array.from({ length: 900 }, (_, i) => ({
        profile: `p${String(i % 450)}`,
        key: i % 3 === 0 ? "track:B" : "track:A",
        ts: new Date(NOW.getTime() - i),
      })),
    );
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer {
      eventCounts { type name count lastAt } } } }`;
    const profiles = Array.from({ length: 450 }, (_, i) => `p${String(i)}`);
    expect(await ask(query, [profiles], {})).toEqual([
      {
        eventCounts: [
          {
            type: "TRACK",
            name: "A",
            count: 600,
            lastAt: new Date(NOW.getTime() - 1).toISOString(),
          },
          { type: "TRACK", name: "B", count: 300, lastAt: NOW.toISOString() },
        ],
      },
    ]);
  });
});
