import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { dirtyPeople, type DirtyRecord } from "../../../bench/dirty-people.ts";
import type { Database } from "../../../platform/mongo.ts";
import { seededRandom } from "../../../platform/random.ts";
import { defaultSurvivorship, defaultPolicy } from "../../../subgraphs/identity/index.ts";
import {
  learnFromRecords,
  openMatcher,
  type Identity,
  type MatchModel,
} from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { empty, identityOver, storedIdentity } from "./harness.ts";

const FIELDS = [
  { role: "givenName", name: "first_name" },
  { role: "surname", name: "surname" },
  { role: "birthDate", name: "dob" },
  { role: "postcode", name: "postcode_fake" },
  { role: "gender", name: "gender" },
] as const;

let database: Database;
let identity: Identity;
let model: MatchModel;
let people: readonly DirtyRecord[];

beforeAll(async () => {
  database = await testDatabase("match");
  const random = seededRandom("learn");
  const learning = dirtyPeople(random, 150);
  const records = learning.map((record) => ({ record: { ...record }, source: "crm" }));
  const options = { seed: 1, random: () => random.next(), sourcesWithoutDuplicates: false };
  const learned = learnFromRecords(
    { fields: FIELDS, monthFirst: false },
    records,
    options,
    () => undefined,
  );
  model = { ...learned.model, status: "active" };
  people = dirtyPeople(seededRandom("live"), 25);
  identity = over(model);
  await identity.ensureIndexes();
}, 60_000);
afterAll(async () => {
  await dropAndClose(database);
});
beforeEach(async () => {
  await empty(database);
  for (const name of ["match_records", "match_pairs"])
    await database.db.collection(name).deleteMany({});
});

function over(one: MatchModel | null): Identity {
  return identityOver(database, defaultPolicy, defaultSurvivorship, one);
}

/** The records as CRM rows, in an order, in batches of a size; some stated twice, the older of two first or last. */
async function send(order: readonly DirtyRecord[], size: number): Promise<void> {
  for (let at = 0; at < order.length; at += size) {
    const evidence = order.slice(at, at + size).map((row) => {
      const { profile, identifiers } = identity.identify([
        { namespace: "crm_id", value: row.unique_id },
      ]);
      const traits = {
        firstName: row.first_name,
        lastName: row.surname,
        birthday: row.dob,
        postcode: row.postcode_fake,
        gender: row.gender,
      };
      const seen = {
        at: new Date("2026-03-01"),
        source: "crm",
        profile: profile ?? "",
        identifiers,
      };
      return { ...seen, event: `e-${row.unique_id}`, traits };
    });
    await identity.resolve(evidence);
    await identity.match([...new Set(evidence.map(({ profile }) => profile))]);
  }
}

function profileOf({ unique_id: value }: DirtyRecord): string {
  return identity.identify([{ namespace: "crm_id", value }]).profile ?? "";
}

/** Over pairs of records in one cluster. */
function quality(clusters: readonly number[]): { precision: number; recall: number } {
  let [right, joined, same] = [0, 0, 0];
  people.forEach(({ cluster }, i) => {
    for (let j = i + 1; j < people.length; j += 1) {
      const isSame = people[j]?.cluster === cluster;
      const isJoined = clusters[i] === clusters[j];
      if (isSame) same += 1;
      if (isJoined) joined += 1;
      if (isSame && isJoined) right += 1;
    }
  });
  return { precision: right / joined, recall: right / same };
}

const clustersNow = async (): Promise<string[]> => {
  const { profiles } = await storedIdentity(database);
  const groups = new Map<string, string[]>();
  for (const { _id, customer } of profiles)
    groups.set(customer, [...(groups.get(customer) ?? []), _id]);
  return [...groups.values()].map((keys) => keys.sort().join(" ")).sort();
};

function shuffled<T>(items: readonly T[], seed: string): T[] {
  const random = seededRandom(seed);
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe("matching as records come", () => {
  it("ends the same whatever the order and the batches, side by side or worked twice, and as a rebuild has it", async () => {
    await send(people, 50);
    const first = await clustersNow();
    expect(first.length).toBeLessThan(people.length);
    expect((await identity.rebuild({ verify: true })).differences).toEqual({
      profiles: 0,
      identifiers: 0,
      customers: 0,
    });
    await empty(database);
    await database.db.collection("match_records").deleteMany({});
    await database.db.collection("match_pairs").deleteMany({});
    const other = shuffled(people, "other");
    const half = Math.floor(other.length / 2);
    await Promise.all([send(other.slice(0, half), 7), send(other.slice(half), 13)]);
    await send(other.slice(0, 20), 20);
    expect(await clustersNow()).toEqual(first);
  }, 120_000);

  it("joins as well as the matcher does that sees all records at once", async () => {
    await send(people, 100);
    const places = new Map(people.map((row, i) => [profileOf(row), i]));
    const live = Array<number>(people.length).fill(0);
    (await clustersNow()).forEach((cluster, n) => {
      for (const key of cluster.split(" ")) live[places.get(key) ?? 0] = n;
    });
    const matcher = openMatcher(model);
    const whole = matcher.cluster(people.map((row) => matcher.prepare({ ...row })));
    const [now, atOnce] = [quality(live), quality(whole)];
    expect(now.precision).toBeGreaterThan(atOnce.precision - 0.02);
    expect(now.recall).toBeGreaterThan(atOnce.recall - 0.02);
    expect(now.recall).toBeGreaterThan(0.7);
  }, 60_000);

  it("parts what is not alike any more when a record changes, and leaves its entries in the ledger", async () => {
    await send(people, 100);
    const joined = (await storedIdentity(database)).profiles;
    const sizes = new Map<string, number>();
    for (const { customer } of joined) sizes.set(customer, (sizes.get(customer) ?? 0) + 1);
    const one = joined.find(({ customer }) => (sizes.get(customer) ?? 0) > 1);
    if (one === undefined) throw new Error("nobody was joined");
    const row = people.find((candidate) => profileOf(candidate) === one._id);
    if (row === undefined) throw new Error("whose record?");
    const { identifiers } = identity.identify([{ namespace: "crm_id", value: row.unique_id }]);
    const traits = {
      firstName: "Zebulon",
      lastName: "Quux",
      birthday: "2001-01-02",
      postcode: "ZZ9 9ZZ",
      gender: "",
    };
    await identity.resolve([
      {
        event: "later",
        at: new Date("2026-04-01"),
        source: "crm",
        profile: one._id,
        identifiers,
        traits,
      },
    ]);
    await identity.match([one._id]);
    const after = (await storedIdentity(database)).profiles;
    const own = after.find(({ _id }) => _id === one._id);
    expect(after.filter(({ customer }) => customer === own?.customer)).toHaveLength(1);
    const open = await identity.openOperations(1_000);
    expect(open.some(({ changed }) => own !== undefined && changed.includes(own.customer))).toBe(
      true,
    );
  }, 60_000);

  it("writes and reads nothing where no model is at work, and joins nobody where it only shadows", async () => {
    const none = over(null);
    expect(none.matched.size).toBe(0);
    await none.match(["p"]);
    identity = over({ ...model, status: "shadow" });
    await send(people, 100);
    expect(await clustersNow()).toHaveLength(people.length);
    expect(await database.db.collection("match_pairs").countDocuments()).toBeGreaterThan(20);
    identity = over(model);
  }, 60_000);
});

describe("the review queue", () => {
  const ask = (asked: Parameters<Identity["operate"]>[0]["asked"]) =>
    identity.operate({
      asked,
      actor: "ada",
      reason: "looked at it",
      evidence: [],
      requestKey: null,
    });
  const customerOf = async (profile: string): Promise<string | undefined> =>
    (await storedIdentity(database)).profiles.find(({ _id }) => _id === profile)?.customer;

  it("holds likely pairs; what was decided stays, and is asked again only when it was taken back", async () => {
    await send(people, 100);
    const page = { state: "waiting", after: null, size: 200 } as const;
    const waiting = await identity.reviews(page);
    const apart = [];
    for (const pair of waiting)
      if ((await customerOf(pair.a)) !== (await customerOf(pair.b))) apart.push(pair);
    const [pair] = apart;
    if (pair === undefined) throw new Error("nothing waits for a person");

    const accepted = await ask({ kind: "match_accept", pair: pair._id });
    expect(await customerOf(pair.a)).toBe(await customerOf(pair.b));
    expect((await ask({ kind: "match_accept", pair: pair._id })).id).toBe(accepted.id);
    await expect(ask({ kind: "match_reject", pair: pair._id })).rejects.toThrow("decided before");
    await ask({ kind: "unmerge", operation: accepted.id });
    expect(await customerOf(pair.a)).not.toBe(await customerOf(pair.b));
    expect((await identity.reviews(page)).map(({ _id }) => _id)).toContain(pair._id);

    await ask({ kind: "match_reject", pair: pair._id });
    await send(shuffled(people, "again"), 30);
    expect(await customerOf(pair.a)).not.toBe(await customerOf(pair.b));
    expect((await identity.reviews(page)).map(({ _id }) => _id)).not.toContain(pair._id);
    await expect(ask({ kind: "match_accept", pair: "p1 p2" })).rejects.toThrow("no pair");
    expect((await identity.rebuild({ verify: true })).differences).toEqual({
      profiles: 0,
      identifiers: 0,
      customers: 0,
    });
  }, 60_000);

  it("finds who is like somebody, and writes nothing", async () => {
    await send(people, 100);
    const before = await storedIdentity(database);
    const [row] = people;
    if (row === undefined) throw new Error("nobody");
    const found = await identity.findMatches(
      { firstName: row.first_name, lastName: row.surname, birthday: row.dob },
      5,
    );
    const own = await customerOf(profileOf(row));
    expect(found.map(({ customer }) => customer)).toContain(own);
    expect(await identity.findMatches({ firstName: "Ada" }, 5)).toEqual([]);
    expect(await storedIdentity(database)).toEqual(before);
  }, 60_000);
});
