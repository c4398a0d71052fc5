import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { readSamples } from "../../support/metrics-text.ts";

let database: Database;
let graph: TestGraph;
let sent = 0;

const QUERY = `query ($days: Int! = 7) { identityMetrics(days: $days) {
  total { identifiable matched matchRate recognitionRate stitches merges splits gone idChurn }
  days { day flow { identifiable } }
  stock { customers anchored profiles deduplicationRate namespaces { namespace identifiers quarantined }
    identifiersPerCustomer { mean p95 max sizes { identifiers customers } }
    refusedTies { estimate sampled } review { decided accepted precision } largest { id profiles } }
  alarms { kind message observed expected } } }`;

type Flow = Record<string, number | null>;
interface Answer {
  readonly total: Flow;
  readonly days: readonly { readonly day: string; readonly flow: Flow }[];
  readonly stock: Record<string, unknown>;
  readonly alarms: readonly Record<string, unknown>[];
}

beforeAll(async () => {
  database = await testDatabase("identity_metrics");
  graph = await openTestGraph(database);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

/** Events, a second apart, in one batch. */
async function send(...people: readonly object[]): Promise<void> {
  await graph.send(
    people.map((person) => {
      sent += 1;
      const timestamp = new Date(Date.parse("2026-05-01T00:00:00Z") + sent * 1_000).toISOString();
      return {
        type: "track",
        event: "Viewed",
        messageId: `m-${String(sent)}`,
        timestamp,
        ...person,
      };
    }),
  );
  await graph.pipeline.flush();
}

async function ask(variables: Record<string, unknown> = {}): Promise<Answer> {
  const { data, errors } = await graph.query(QUERY, variables, "demo-admin");
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data?.["identityMetrics"] as Answer;
}

/** What a batch adds to the counts. */
async function added(...people: readonly object[]): Promise<Flow> {
  const before = (await ask()).total;
  await send(...people);
  const after = (await ask()).total;
  return Object.fromEntries(
    ["identifiable", "matched", "stitches", "merges", "splits", "gone"].flatMap((name) => {
      const change = Number(after[name]) - Number(before[name]);
      return change === 0 ? [] : [[name, change]];
    }),
  );
}

describe("what resolving comes to", () => {
  it("counts what was known before, and one maker of a new customer a batch", async () => {
    expect(await added({ anonymousId: "a" })).toEqual({ identifiable: 1 });
    expect(await added({ anonymousId: "a" }, { anonymousId: "a" })).toEqual({
      identifiable: 2,
      matched: 2,
    });
    expect(await added({ anonymousId: "b" }, { anonymousId: "b" })).toEqual({
      identifiable: 2,
      matched: 1,
    });
    // A name that identifies nobody is no event of somebody.
    expect(await added({ anonymousId: "null" })).toEqual({});
  });

  it("counts a visitor who names an anchor, once, in one batch as in two", async () => {
    const one = { identifiable: 1, matched: 1, stitches: 1 };
    expect(await added({ anonymousId: "a", userId: "ua" })).toEqual(one);
    expect(await added({ anonymousId: "a", userId: "ua" })).toEqual({
      ...one,
      stitches: undefined,
    });
    expect(
      await added({ anonymousId: "c" }, { anonymousId: "c" }, { anonymousId: "c", userId: "uc" }),
    ).toEqual({ identifiable: 3, matched: 2, stitches: 1 });
    // Known from the first: nothing was stitched.
    expect(await added({ anonymousId: "d", userId: "ud" }, { anonymousId: "d" })).toEqual({
      identifiable: 2,
      matched: 1,
    });
  });

  it("counts customers that become one, and the ids that are gone", async () => {
    expect(await added({ anonymousId: "b", userId: "ua" })).toEqual({
      identifiable: 1,
      matched: 1,
      stitches: 1,
      merges: 1,
      gone: 1,
    });
    // A device that turns out to be shared lets go of one of the two.
    await send({ userId: "u1", anonymousId: "kiosk" }, { anonymousId: "kiosk", cookie: "k" });
    const split = await added({ userId: "u2", anonymousId: "kiosk" });
    expect(split).toMatchObject({ identifiable: 1, splits: 1 });
  });
});

describe("the figures in the graph", () => {
  it("are those of what is stored, and Prometheus shows the same", async () => {
    // A process of its own has counted nothing yet: what there is is kept for a minute.
    const other = await openTestGraph(database);
    try {
      const { data } = await other.query(QUERY, { days: 2 }, "demo-admin");
      const { stock, total, days, alarms } = data?.["identityMetrics"] as Answer;
      const all = async (name: string): Promise<Record<string, unknown>[]> =>
        await database.db.collection(name).find().toArray();
      const [customers, profiles, identifiers] = await Promise.all(
        ["customers", "profiles", "identifiers"].map(all),
      );
      const held = identifiers?.filter(({ customer }) => typeof customer === "string") ?? [];
      const sizes = customers?.map(
        ({ _id }) => held.filter((one) => one["customer"] === _id).length,
      );
      const anchored = new Set(
        held.filter(({ ns }) => ns === "user_id").map((one) => one["customer"]),
      );
      expect(stock).toMatchObject({
        customers: customers?.length,
        profiles: profiles?.length,
        anchored: anchored.size,
        deduplicationRate: 1 - (customers?.length ?? 0) / (profiles?.length ?? 0),
        review: { decided: 0, accepted: 0, precision: null },
        identifiersPerCustomer: {
          mean: held.length / (customers?.length ?? 0),
          max: Math.max(...(sizes ?? [])),
        },
      });
      expect(stock["namespaces"]).toContainEqual({
        namespace: "anonymous_id",
        identifiers: identifiers?.filter(({ ns }) => ns === "anonymous_id").length,
        quarantined: 1,
      });
      const largest = stock["largest"] as { profiles: number }[];
      expect(largest[0]?.profiles).toBe(
        Math.max(...(customers ?? []).map((one) => Number(one["profiles"]))),
      );
      expect(alarms).toEqual([]);
      expect(days.map(({ flow }) => flow["identifiable"])).toEqual([0, total["identifiable"]]);
      expect(total["matchRate"]).toBe(Number(total["matched"]) / Number(total["identifiable"]));
      expect(total["recognitionRate"]).toBeGreaterThan(0);
      expect(total["recognitionRate"]).toBeLessThan(1);
      const samples = readSamples(await other.metrics.metrics());
      const shown = (name: string): number | undefined =>
        samples.get(`customer_graph_identity_${name}`);
      expect(shown('customers{anchored="true"}')).toBe(anchored.size);
      expect(shown('quarantined{namespace="anonymous_id"}')).toBe(1);
      expect(shown('rate{what="match"}')).toBeCloseTo(Number(total["matchRate"]), 6);
      expect(shown('rate{what="review"}')).toBeUndefined();
      expect(shown('alarms{kind="STITCHING_STOPPED"}')).toBe(0);
      const counted = readSamples(await graph.metrics.metrics());
      expect(counted.get('customer_graph_identity_flow_total{what="stitches"}')).toBe(
        total["stitches"],
      );
    } finally {
      await other.stop();
    }
  });

  it("raise the alarm where log-ins no longer name the visitor", async () => {
    const hour = Math.floor(Date.now() / 3_600_000);
    await database.db.collection<{ _id: string }>("identity_counts").insertMany(
      Array.from({ length: 20 * 24 }, (_, i) => {
        const at = new Date((hour - i - 1) * 3_600_000);
        const stitches = i < 24 ? 0 : 10;
        return { _id: `made-${String(i)}`, hour: at, identifiable: 500, stitches };
      }),
    );
    const { alarms } = await ask();
    expect(alarms).toEqual([
      {
        kind: "STITCHING_STOPPED",
        observed: 0,
        expected: expect.any(Number),
        message: expect.stringContaining("in the last 24 hours, about 240 expected"),
      },
    ]);
    const samples = readSamples(await graph.metrics.metrics());
    expect(samples.get('customer_graph_identity_alarms{kind="STITCHING_STOPPED"}')).toBe(1);
  });

  it("need a scope, and a number of days that is kept", async () => {
    const { errors } = await graph.query(QUERY, {}, "demo-partner");
    expect(errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    const far = await graph.query(QUERY, { days: 91 }, "demo-admin");
    expect(far.errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  });
});
