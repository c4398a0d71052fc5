import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readPlan, type CompiledPlan } from "../../../../pipeline/index.ts";
import type { Database } from "../../../../platform/mongo.ts";
import type { EventDocument, SourceHealth } from "../../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../../support/graph.ts";
import { readSamples } from "../../../support/metrics-text.ts";
import { bruteScores, type SentEvent } from "./brute-force.ts";
import { random } from "./simulate.ts";

const PLAN = `
name: shop
version: 1
sources: [shop]
mode: warn
undeclared: { events: allow, properties: allow }
events:
  - type: track
    name: Bought
    properties:
      type: object
      required: [price, currency]
      properties:
        price: { type: number }
        currency: { enum: [CHF, EUR] }
  - type: track
    name: Looked
  - type: identify
    traits:
      type: object
      required: [email]
      properties:
        email: { type: string, format: email }
        plan: { enum: [free, plus] }
`;
const REQUIRED = {
  "track:Bought": ["properties.price", "properties.currency"],
  "identify:": ["traits.email"],
};

let database: Database;
let graph: TestGraph;
const sent: SentEvent[] = [];

beforeAll(async () => {
  database = await testDatabase("quality_scores");
  const plans: CompiledPlan[] = [readPlan(PLAN, "shop.yml")];
  graph = await openTestGraph(database, plans);
  const feed = makeFeed(7, 600);
  const results = await graph.pipeline.accept(
    feed.map((raw) => ({ raw })),
    "shop",
  );
  await graph.rest();
  const stored = new Map(
    (await database.db.collection<EventDocument>("events").find().toArray()).map((one) => [
      one.messageId,
      one,
    ]),
  );
  feed.forEach((raw, i) => {
    const result = results[i];
    if (result !== undefined)
      sent.push({ raw, result, stored: stored.get(result.messageId ?? "") });
  });
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

/** Events with every kind of lack: values missing, wrong, blank, sent again, under an id that is taken, late, unreadable. */
function makeFeed(seed: number, size: number): Record<string, unknown>[] {
  const next = random(seed);
  const now = Date.now();
  const feed: Record<string, unknown>[] = [];
  for (let i = 0; i < size; i += 1) {
    const dice = next();
    const before = feed[Math.floor(next() * feed.length)];
    if (dice < 0.05 && before !== undefined) feed.push(before);
    else if (dice < 0.08 && before !== undefined)
      feed.push({ ...before, properties: { other: i } });
    else if (dice < 0.1) feed.push({ type: 1 });
    else feed.push(makeEvent(i, now, next));
  }
  return feed;
}

function makeEvent(i: number, now: number, next: () => number): Record<string, unknown> {
  // Delays at the middle of their buckets, so that the counters can say them exactly.
  const delay = [0, 1.5 * 3_600_000, 9 * 3_600_000, 18 * 3_600_000][Math.floor(next() * 4)] ?? 0;
  const timestamp = delay === 0 ? {} : { timestamp: new Date(now - delay).toISOString() };
  const base = { messageId: `m-${String(i)}`, userId: `u-${String(i % 50)}`, ...timestamp };
  if (next() < 0.2)
    return {
      ...base,
      type: "identify",
      traits:
        next() < 0.9 ? { email: `u${String(i % 50)}@shop.example`, plan: "plus" } : { plan: "?" },
    };
  if (next() < 0.4)
    return {
      ...base,
      type: "track",
      event: "Looked",
      properties: { page: next() < 0.9 ? "/" : " " },
    };
  const price = next() < 0.9 ? { price: 10 * next() } : next() < 0.5 ? { price: "10" } : {};
  const currency = next() < 0.95 ? { currency: "CHF" } : {};
  return {
    ...base,
    type: "track",
    event: "Bought",
    properties: { ...price, ...currency, sku: "a" },
  };
}

const HEALTH = `query ($source: String!) { sourceHealth(source: $source) {
  source lastSeenAt eventsPerHour today { accepted duplicate quarantined rejected } week { accepted }
  delay { p50Ms p95Ms } score { score completeness validity uniqueness consistency freshness }
  faults { text count } notes { text count } violations { code count } alarms { kind }
  agreement { key compared agreeing } trend { day outcomes { accepted } score { score } } } }`;

async function health(source = "shop"): Promise<SourceHealth> {
  const { data, errors } = await graph.query(HEALTH, { source }, "demo-admin");
  expect(errors).toBeUndefined();
  return data?.["sourceHealth"] as SourceHealth;
}

describe("the scores of a source", () => {
  it("are those that walking its stored events one by one gives", async () => {
    const brute = bruteScores(sent, REQUIRED);
    const { score, today } = await health();
    for (const part of ["completeness", "validity", "uniqueness"] as const)
      expect(score[part]).toBeCloseTo(brute[part], 10);
    // A delay is known by its bucket: to a minute or so where it is in the middle.
    expect(score.freshness).toBeCloseTo(brute.freshness, 2);
    expect(score.score).toBeCloseTo(brute.score, 2);
    expect(score.consistency).toBeNull();
    const count = (outcome: string): number =>
      sent.filter(({ result }) => result.outcome === outcome).length;
    expect(today).toEqual({
      accepted: count("ACCEPTED"),
      duplicate: count("DUPLICATE"),
      quarantined: count("QUARANTINED"),
      rejected: count("REJECTED"),
    });
    // The feed has every lack, or the comparison would say nothing.
    for (const part of ["completeness", "validity", "uniqueness", "freshness"] as const)
      expect(brute[part]).toBeLessThan(0.999);
  });

  it("come with what they are made of, by event and field", async () => {
    const { data, errors } = await graph.query(
      `{ dataQuality(source: "shop") { key outcomes { accepted } score { score validity }
         fields { path present isRequired expectedShare completeness validity kinds { text count } } } }`,
      {},
      "demo-admin",
    );
    expect(errors).toBeUndefined();
    const events = data?.["dataQuality"] as { key: string; fields: Record<string, unknown>[] }[];
    const bought = events.find(({ key }) => key === "track:Bought");
    const price = bought?.fields.find(({ path }) => path === "properties.price");
    const instances = sent.filter(
      ({ raw, result }) => raw["event"] === "Bought" && result.outcome !== "DUPLICATE",
    );
    const holding = instances.filter(
      ({ raw }) => (raw["properties"] as { price?: unknown }).price !== undefined,
    );
    expect(price).toMatchObject({ isRequired: true, expectedShare: 1, present: holding.length });
    expect(price?.["completeness"]).toBeCloseTo(holding.length / instances.length, 10);
    expect(price?.["validity"]).toBeLessThan(1);
    expect(bought?.fields[0]?.["isRequired"]).toBe(true);
  });

  it("are null for who never sent, and refused to who is no operator", async () => {
    expect(await health("nobody")).toBeNull();
    for (const text of [
      '{ sourceHealth(source: "shop") { source } }',
      '{ dataQuality(source: "shop") { key } }',
      "{ qualityAlarms { kind } }",
    ]) {
      const { errors } = await graph.query(text, {}, "demo-internal");
      expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    }
  });

  it("are shown for Prometheus as the last round left them", async () => {
    await graph.events.quality.judge("shop", [{ key: "email", compared: 4, agreeing: 3 }]);
    const samples = readSamples(await graph.metrics.metrics());
    const { score, agreement } = await health();
    expect(agreement).toEqual([{ key: "email", compared: 4, agreeing: 3 }]);
    expect(score.consistency).toBe(0.75);
    const shown = samples.get('customer_graph_quality_score{source="shop",part="all"}');
    expect(shown).toBeCloseTo(score.score ?? 0, 6);
  });
});

describe("a round", () => {
  it("is one process's, and raises, keeps and clears alarms", async () => {
    const { quality } = graph.events;
    const claims = await Promise.all([1, 2, 3].map(() => quality.claimRound(60_000)));
    expect(claims.filter(Boolean)).toHaveLength(1);

    const day = 24 * 3_600_000;
    const today = Math.floor(Date.now() / day) * day;
    const base = { source: "till", plan: null, noted: 0, codes: {}, notes: {}, delays: {} };
    const documents = Array.from({ length: 29 }, (_, ago) => ({
      ...base,
      _id: `till-${String(ago)}`,
      key: "track:Sold",
      day: new Date(today - ago * day),
      accepted: 500,
      looked: 500,
      lastAt: new Date(today - ago * day),
      // The price is gone since yesterday.
      fields: { "properties%2Eprice": { number: ago < 2 ? 0 : 500 } },
    }));
    const metrics = database.db.collection<{ _id: string }>("metric_daily");
    const field =
      Object.keys(
        ((await metrics.findOne({ key: "track:Bought" })) as unknown as { fields: object }).fields,
      ).find((name) => name.endsWith("price")) ?? "";
    await metrics.insertMany(
      documents.flatMap((one) => {
        const renamed = { ...one, fields: { [field]: Object.values(one.fields)[0] } };
        return [renamed, { ...renamed, _id: `${one._id}-all`, key: "*", fields: {} }];
      }),
    );
    const first = await quality.judge("till", []);
    expect(first.raised).toMatchObject([
      { kind: "FIELD_MISSING", key: "track:Sold", field: "properties.price", observed: 0 },
    ]);
    const again = await quality.judge("till", []);
    expect(again).toEqual({ raised: [], cleared: [] });
    const samples = readSamples(await graph.metrics.metrics());
    expect(samples.get('customer_graph_quality_alarms{source="till",kind="FIELD_MISSING"}')).toBe(
      1,
    );
    await metrics.updateMany(
      { source: "till", key: "track:Sold" },
      {
        $set: { [`fields.${field}.number`]: 500 },
      },
    );
    const after = await quality.judge("till", []);
    expect(after.cleared).toHaveLength(1);
    const ask = async (text: string) => (await graph.query(text, {}, "demo-admin")).data;
    expect(await ask('{ qualityAlarms(source: "till") { kind } }')).toEqual({ qualityAlarms: [] });
    expect(
      await ask('{ qualityAlarms(source: "till", cleared: true) { kind field } }'),
    ).toMatchObject({ qualityAlarms: [{ kind: "FIELD_MISSING", field: "properties.price" }] });
  });
});
