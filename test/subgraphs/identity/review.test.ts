import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { dirtyPeople } from "../../../bench/dirty-people.ts";
import type { Database } from "../../../platform/mongo.ts";
import { seededRandom } from "../../../platform/random.ts";
import { learnFromRecords } from "../../../subgraphs/identity/index.ts";
import { eventually } from "../../support/client.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

let database: Database;
let graph: TestGraph;

const row = (
  id: string,
  firstName: string,
  lastName: string,
  birthday: string,
  postcode: string,
) => ({
  type: "identify",
  messageId: id,
  context: { externalIds: [{ type: "crm_id", id, collection: "users", encoding: "none" }] },
  traits: { firstName, lastName, birthday, postcode },
});
const crm = (value: string) => ({ identifier: { namespace: "crm_id", value } });

beforeAll(async () => {
  database = await testDatabase("review");
  const random = seededRandom("review");
  const fields = [
    { role: "givenName", name: "first_name" },
    { role: "surname", name: "surname" },
    { role: "birthDate", name: "dob" },
    { role: "postcode", name: "postcode_fake" },
  ] as const;
  const { model } = learnFromRecords(
    { fields, monthFirst: false },
    dirtyPeople(random, 150).map((record) => ({ record: { ...record }, source: "crm" })),
    { seed: 1, random: () => random.next(), sourcesWithoutDuplicates: false },
    () => undefined,
  );
  graph = await openTestGraph(database, [], undefined, [], { ...model, status: "active" });
  await graph.send(
    [
      row("r1", "Wilhelmina", "Thornsborough", "1961-04-07", "QX7 3AB"),
      row("r2", "Wilhelmina", "Thornsborough", "1961-04-07", "QX7 3AB"),
      row("r3", "Wilhelmina", "Thornsborough", "", "QX7 3AB"),
      row("r4", "Ernest", "Thornsborough", "1958-01-30", "QX7 3AB"),
      row("r5", "W", "Thornsborough", "", "QX7 3AB"),
    ],
    "crm",
  );
}, 60_000);
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

describe("records that are alike", () => {
  it("join by themselves, with a waterfall that adds up, and memberships follow", async () => {
    const text = `query ($a: CustomerSelector!, $b: CustomerSelector!) { whyMerged(a: $a, b: $b) {
      customer { id identityHistory { nodes { decision { kind actor } } } }
      path { kind score because comparisons { comparison level bits } } } }`;
    const { data, errors } = await graph.query(text, { a: crm("r1"), b: crm("r2") });
    expect(errors).toBeUndefined();
    const path = (data as { whyMerged: { path: { kind: string; score: number }[] } }).whyMerged
      .path;
    expect(path.find(({ kind }) => kind === "SCORED")).toMatchObject({
      comparisons: expect.arrayContaining([expect.objectContaining({ comparison: "birthDate" })]),
    });
    const apart = await graph.query(text, { a: crm("r1"), b: crm("r4") });
    expect(apart.data).toEqual({ whyMerged: null });
    await eventually(
      () => database.db.collection("identity_operations").countDocuments({ todo: true }),
      (open) => open === 0,
    );
  });

  it("wait for people where they are less alike; a decision is masked as its holder's consent is, and stays", async () => {
    const text = `{ reviewQueue(first: 5) { nodes { id probability bits prior household isOneCustomer
      comparisons { comparison level bits } a { values { name value masked } customer { id } } b { profile } }
      pageInfo { hasNextPage } } }`;
    const { data, errors } = await graph.query(text, {}, "demo-admin");
    expect(errors).toBeUndefined();
    const { nodes } = (data as { reviewQueue: { nodes: Record<string, unknown>[] } }).reviewQueue;
    for (const node of nodes) {
      const { bits, prior, household, comparisons } = node as {
        bits: number;
        prior: number;
        household: number;
        comparisons: { bits: number }[];
      };
      const sum = comparisons.reduce((all, one) => all + one.bits, prior + household);
      expect(bits).toBeCloseTo(sum, 6);
    }
    const [first] = nodes;
    if (first === undefined) throw new Error("nothing waits");
    const decide = `mutation ($i: DecideReviewInput!) { decideReview(input: $i) { operation { id kind } } }`;
    const input = { id: first["id"], decision: "DIFFERENT", reason: "mother and daughter" };
    const decided = await graph.query(decide, { i: input }, "demo-admin");
    expect(decided.data).toMatchObject({ decideReview: { operation: { kind: "MATCH_REJECT" } } });
    const rest = await graph.query(`{ reviewQueue { nodes { id } } }`, {}, "demo-admin");
    expect(JSON.stringify(rest.data)).not.toContain(String(first["id"]));
    const done = await graph.query(
      `{ reviewQueue(state: DECIDED) { nodes { id decision operation { reason } } } }`,
      {},
      "demo-admin",
    );
    expect(done.data).toMatchObject({
      reviewQueue: {
        nodes: [{ decision: "DIFFERENT", operation: { reason: "mother and daughter" } }],
      },
    });
    const refused = await graph.query(text, {}, "demo-frontend");
    expect(refused.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("are found by what is known of somebody", async () => {
    const text = `query ($t: JSON!) { findMatches(traits: $t) { probability joins customer { identifiers { nodes { namespace } } } } }`;
    const known = { firstName: "Wilhelmina", lastName: "Thornsboro", birthday: "1961-04-07" };
    const { data, errors } = await graph.query(text, { t: known });
    expect(errors).toBeUndefined();
    expect((data as { findMatches: object[] }).findMatches.length).toBeGreaterThan(0);
    // Who may not read birth dates may not ask by them either.
    const asked = await graph.query(text, { t: known }, "demo-frontend");
    expect(asked.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
    const bad = await graph.query(text, { t: ["x"] });
    expect(bad.errors?.[0]?.message).toContain("traits");
  });
});
