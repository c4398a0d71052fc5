import { qualityPolicySchema } from "../../../../platform/quality.ts";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { graphql } from "graphql";
import { Timestamp, type CommandStartedEvent } from "mongodb";
import type { Caller } from "../../../../platform/caller.ts";
import { sealScope } from "../../../../platform/customer-scope.ts";
import { createKeys } from "../../../../platform/keys.ts";
import { createLabels } from "../../../../platform/labels.ts";
import { silent } from "../../../../platform/log.ts";
import type { Database } from "../../../../platform/mongo.ts";
import {
  createEvents,
  readComputedTraits,
  type ComputedDefinition,
  type EventDocument,
  type Events,
} from "../../../../subgraphs/events/index.ts";
import { backfillComputed } from "../../../../subgraphs/events/computed/backfill.ts";
import { addExactly, roundSum } from "../../../../subgraphs/events/domain/computed/exact-sum.ts";
import { openStore } from "../../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { definitions } from "./definitions.ts";
import { oracle, sumExactly, type WorldEvent } from "./oracle.ts";

const keys = createKeys("s".repeat(32));
const NOW = Date.parse("2026-05-07T12:00:00Z");
const DAY = 24 * 60 * 60 * 1000;
/** Each run is a world of four customers, whose events share batches. */
const RUNS = Number(process.env["COMPUTED_TRAITS_RUNS"] ?? "500") / 4;
const caller = (scopes: readonly string[] = []): Caller => ({
  client: "c",
  scopes: new Set(["customers:read", ...scopes]),
  purpose: "service",
  source: "s",
});

let database: Database;
let events: Events;
beforeAll(async () => {
  database = await testDatabase("computed");
  events = over(definitions);
  await events.ensureIndexes();
});
afterAll(() => dropAndClose(database));

function over(
  computedTraits: readonly ComputedDefinition[],
  on: Pick<Database, "clusterTime"> = database,
): Events {
  return createEvents({
    quality: qualityPolicySchema.parse({}),
    database: { ...database, ...on },
    keys,
    labels: createLabels({ contact: ["email"] }),
    clock: () => new Date(NOW),
    scopeForm: "sealed",
    ingest: () => Promise.resolve([]),
    replayQuarantine: () => Promise.reject(new Error("nothing is replayed here")),
    trackingPlans: [],
    sources: [],
    log: silent,
    computedTraits,
  });
}

function documentOf({ id, profile, at, key, properties }: WorldEvent): EventDocument {
  const ts = new Date(at);
  const rest = { source: "s", messageId: id, receivedAt: ts, context: {}, hash: "" };
  return { _id: id, profile, ts, key, properties: { ...properties }, ...rest };
}

async function store(some: readonly WorldEvent[]): Promise<void> {
  if (some.length === 0) return;
  await openStore(database.db)
    .events.insertMany(some.map(documentOf), { ordered: false })
    .catch(() => undefined);
}

const work = (some: readonly WorldEvent[], by = events): Promise<void> =>
  by.computeTraits(some.map(documentOf));

async function read(
  profiles: readonly (readonly string[])[],
  wanted: readonly string[] | null = null,
  by = events,
  who = caller(),
): Promise<Record<string, unknown>[]> {
  const r = profiles.map((some, i) => ({
    __typename: "Customer",
    ref: `c${String(i)}`,
    scope: sealScope(
      { customer: `c${String(i)}`, profiles: some, identifiers: [], purposes: ["service"] },
      who,
      NOW,
    ),
  }));
  const answer = await graphql({
    schema: by.schema,
    source: `query ($r: [_Any!]!, $keys: [String!]) { _entities(representations: $r) { ... on Customer {
      computedTraits(keys: $keys) { key value complete maskedBecause } } } }`,
    variableValues: { r, keys: wanted },
    contextValue: by.contextFor(who),
  });
  if (answer.errors !== undefined) throw answer.errors[0] ?? new Error("?");
  const customers = answer.data?.["_entities"] as {
    computedTraits: { key: string; value: unknown }[];
  }[];
  return customers.map(({ computedTraits }) =>
    Object.fromEntries(computedTraits.map(({ key, value }) => [key, value])),
  );
}

function expectSame(found: Record<string, unknown>, wanted: Record<string, unknown>): void {
  const { engagement, ...exact } = wanted;
  const { engagement: score, ...rest } = found;
  expect(rest).toEqual(exact);
  // Powers of two are taken in other steps; all else is the same to the last bit.
  expect(Math.abs((score as number) - (engagement as number))).toBeLessThan(1e-9);
}

const total = fc.oneof(
  { weight: 6, arbitrary: fc.nat(2_000).map((cents) => cents / 100) },
  { weight: 1, arbitrary: fc.constantFrom("12", null, true, 1e16, -0.1) },
);
const kind = fc.constantFrom("a", "b", "c", 7, true, null, undefined);
const worldEvent = fc.record({
  profile: fc.nat(7),
  // Few instants within three weeks, up to tomorrow: ties of time, borders of days, and the future occur.
  at: fc
    .tuple(fc.integer({ min: -20, max: 1 }), fc.constantFrom(0, 1, DAY / 2, DAY - 1))
    .map(([day, ms]) => Date.parse("2026-05-07T00:00:00Z") + day * DAY + ms),
  key: fc.constantFrom(
    "track:Order",
    "track:Order",
    "track:Other",
    "page:Home",
    "page:",
    "identify:",
  ),
  properties: fc.record(
    { total, kind, lines: fc.array(fc.record({ price: total }), { maxLength: 2 }) },
    { requiredKeys: [] },
  ),
});
const plan = fc.record({
  world: fc.array(worldEvent, { minLength: 1, maxLength: 50 }),
  dice: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
  size: fc.integer({ min: 3, max: 30 }),
  owners: fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
});

describe("computed traits", () => {
  it("equal recomputation from all events, whatever the order, batching, repetition and crashes, for merged customers too", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(plan, async ({ world, dice, size, owners }) => {
        run += 1;
        const name = (profile: number): string => `p${String(run)}-${String(profile)}`;
        const all = world.map((one, i): WorldEvent => ({
          ...one,
          id: `e${String(run)}-${String(i)}`,
          profile: name(one.profile),
        }));
        const die = (i: number): number => dice[i % dice.length] ?? 0;
        const sent = [...all, ...all.slice(0, 3)]
          .map((one, i) => ({ one, at: die(i) }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const batches: WorldEvent[][] = [];
        for (let at = 0; at < sent.length; at += size) batches.push(sent.slice(at, at + size));
        const running: Promise<void>[] = [];
        for (const [i, batch] of batches.entries()) {
          await store(batch);
          // What a crash left is worked behind others; some batches are worked twice, some side by side.
          if (die(i) % 4 === 0) continue;
          running.push(work(batch));
          if (die(i) % 3 === 0) await Promise.all(running.splice(0));
        }
        await Promise.all(running);
        for (const [i, batch] of batches.entries())
          if (die(i) % 4 === 0 || die(i) % 5 === 0) await work(batch);
        const customers = [0, 1, 2, 3].map((owner) =>
          owners.flatMap((one, profile) => (one === owner ? name(profile) : [])),
        );
        const found = await read(customers);
        customers.forEach((profiles, i) => {
          const own = all.filter(({ profile }) => profiles.includes(profile));
          expectSame(found[i] ?? {}, oracle(own, NOW));
        });
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it("adds doubles up without rounding, in any order and in parts", () => {
    const double = fc.oneof(
      fc
        .double({ min: -1e15, max: 1e15, noNaN: true })
        .filter((x) => x === 0 || Math.abs(x) > 1e-20),
      fc.nat(100_000).map((cents) => cents / 100),
    );
    fc.assert(
      fc.property(fc.array(double, { maxLength: 40 }), fc.nat(40), (numbers, cut) => {
        const parts = addExactly(
          addExactly([], numbers.slice(cut)),
          addExactly([], numbers.slice(0, cut)),
        );
        expect(roundSum(parts) + 0).toBe(sumExactly(numbers) + 0);
      }),
      { numRuns: 2_000 },
    );
    expect(roundSum(addExactly([], [1e100, 1, -1e100]))).toBe(1);
  });

  const order = (id: string, profile: string, at = NOW - DAY): WorldEvent => ({
    id,
    profile,
    at,
    key: "track:Order",
    properties: { total: 1 },
  });

  it("never lets what was read earlier stand over what was read later", async () => {
    const late = over(definitions, {
      clusterTime: () => Promise.resolve(new Timestamp({ t: 1, i: 1 })),
    });
    await store([order("g1", "guard"), order("g2", "guard")]);
    await work([order("g1", "guard")]);
    await openStore(database.db).events.deleteOne({ _id: "g2" });
    await work([order("g1", "guard")], late);
    expect((await read([["guard"]]))[0]?.["orders"]).toBe(2);
    await work([order("g1", "guard")]);
    expect((await read([["guard"]]))[0]?.["orders"]).toBe(1);
  });

  it("sends nothing for batches that no definition names, and reads 50 customers by as many commands as one", async () => {
    const seen: string[] = [];
    const note = ({ commandName }: CommandStartedEvent): void => {
      seen.push(commandName);
    };
    const commandsOf = async (doing: () => Promise<unknown>): Promise<string[]> => {
      await doing();
      seen.length = 0;
      database.client.on("commandStarted", note);
      await doing();
      database.client.off("commandStarted", note);
      return [...seen];
    };
    const many = Array.from({ length: 50 }, (_, i) => order(`n${String(i)}`, `many${String(i)}`));
    await store(many);
    const other = { ...order("x", "many1"), key: "identify:" };
    expect(await commandsOf(() => work([other]))).toEqual([]);
    expect(await commandsOf(() => work(many.slice(0, 1)))).toEqual(["ping", "aggregate", "update"]);
    expect(await commandsOf(() => work(many))).toEqual(["ping", "aggregate", "update"]);
    const one = await commandsOf(() => read([["many1"]], ["orders", "revenue"]));
    const all = await commandsOf(() =>
      read(
        many.map(({ profile }) => [profile]),
        ["orders", "revenue"],
      ),
    );
    expect(one).toEqual(all);
    expect(one.filter((name) => name === "find").length).toBeLessThanOrEqual(2);
  });

  it("withholds what is computed from, or asks about, a labelled property", async () => {
    const of = { events: [{ name: "Order" }] };
    const labelled = over(
      readComputedTraits(
        [
          { key: "mails", type: "unique_list", ...of, property: "properties.email" },
          {
            key: "has_mail",
            type: "count",
            ...of,
            where: [{ property: "properties.email", op: "EXISTS", value: true }],
          },
          { key: "last_text", type: "last", ...of, property: "properties.text" },
          { key: "plain", type: "count", ...of },
        ].map((one, i) => ({
          name: `${String(i)}.json`,
          text: JSON.stringify({ version: 1, description: "d", ...one }),
        })),
      ),
    );
    const sent = order("l1", "labelled");
    const mail = "a@example.org";
    const event = { ...sent, properties: { email: mail, text: `write to ${mail}` } as object };
    await store([event]);
    await work([event], labelled);
    expect((await read([["labelled"]], null, labelled))[0]).toEqual({
      mails: null,
      has_mail: null,
      last_text: null,
      plain: 1,
    });
    const [open] = await read([["labelled"]], null, labelled, caller(["label:contact"]));
    expect(open).toEqual({ mails: [mail], has_mail: 1, last_text: `write to ${mail}`, plain: 1 });
  });

  it("works history for new definitions, and goes on where it was cut off", async () => {
    const { db } = database;
    await Promise.all(
      ["events", "computed_days", "computed_progress"].map((name) =>
        db.collection(name).deleteMany({}),
      ),
    );
    // One profile with more than a page of events, among many small ones.
    const history = Array.from({ length: 12_000 }, (_, i) =>
      order(
        `h${String(i)}`,
        i % 2 === 0 ? "h-hot" : `h-${String(i % 1_400)}`,
        NOW - (i % 300) * DAY,
      ),
    );
    await store(history);
    const traits = definitions.filter(({ written: { key } }) => key === "orders");
    const dependencies = { store: openStore(db), database, traits };
    let parts = 0;
    while (!(await backfillComputed(dependencies, 1))) {
      parts += 1;
      expect(parts).toBeLessThan(100);
    }
    expect(parts).toBeGreaterThan(1);
    const profiles = [...new Set(history.map(({ profile }) => profile))];
    const found = await read(
      profiles.map((one) => [one]),
      ["orders"],
      over(traits),
    );
    profiles.forEach((profile, i) => {
      expect(found[i]?.["orders"]).toBe(history.filter((one) => one.profile === profile).length);
    });
    expect(await over(traits).backfillTraits()).toBe(true);
    const names = await db.collection("computed_progress").find().toArray();
    expect(names.map(({ done }) => done as boolean)).toEqual([true]);
  }, 30_000);
});
