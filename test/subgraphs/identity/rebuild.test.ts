import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Database } from "../../../platform/mongo.ts";
import { partition } from "../../../subgraphs/identity/domain/partition.ts";
import type { Identity, IdentityPolicy } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { empty, identityOver, storedIdentity, toEvidence } from "./harness.ts";
import { tightPolicy, world, type WorldRecord } from "./world.ts";

let database: Database;
let identity: Identity;

beforeAll(async () => {
  database = await testDatabase("identity_rebuild");
  identity = identityOver(database, tightPolicy);
  await identity.ensureIndexes();
});
beforeEach(() => empty(database));
afterAll(() => dropAndClose(database));

const RUNS = Number(process.env["WORLDS"] ?? 25);
const NOTHING = { profiles: 0, identifiers: 0, customers: 0 };

/** Other limits, looser and tighter; one value is blocked by now, one namespace gone. */
const otherPolicy: IdentityPolicy = {
  ...tightPolicy,
  version: 2,
  namespaces: tightPolicy.namespaces
    .filter(({ name }) => name !== "crm_id")
    .map((one) => ({
      ...one,
      maxPerCustomer: one.class === "anchor" ? 1 : one.name === "email" ? 1 : 4,
      maxAnchorsPerValue: one.maxAnchorsPerValue === null ? null : one.maxAnchorsPerValue + 1,
      maxNeighbours: one.name === "phone" ? 3 : 12,
      lifetime: one.name === "email" ? 28 : null,
    })),
  blocked: { ...tightPolicy.blocked, values: [...tightPolicy.blocked.values, "anonymous_id-1"] },
};

async function take(records: readonly WorldRecord[], by: Identity): Promise<void> {
  for (const [i, record] of records.entries()) {
    const evidence = toEvidence(by, `e${String(i)}`, record);
    if (evidence !== null) await by.resolve([evidence]);
  }
}

describe("rebuild", () => {
  it("finds nothing to say of what was taken in piece by piece", async () => {
    await fc.assert(
      fc.asyncProperty(world(16), async (records) => {
        await empty(database);
        await take(records, identity);
        const { differences } = await identity.rebuild({ verify: true });
        expect(differences).toEqual(NOTHING);
      }),
      { numRuns: RUNS },
    );
  });

  it("makes of another policy what that policy makes of the evidence, and the way back", async () => {
    const other = identityOver(database, otherPolicy);
    await fc.assert(
      fc.asyncProperty(world(16), async (records) => {
        await empty(database);
        await take(records, identity);
        const before = await storedIdentity(database);
        expect(await other.isBuilt()).toBe(before.profiles.length === 0);
        await other.rebuild({ verify: false });
        expect(await other.isBuilt()).toBe(true);
        expect((await other.rebuild({ verify: true })).differences).toEqual(NOTHING);
        const after = await storedIdentity(database);
        const namespaces = new Map(after.identifiers.map(({ _id, ns }) => [_id, ns]));
        const blocked = after.identifiers.filter(({ value }) => value === "anonymous_id-1");
        const { customers, customerOf } = partition(
          after.profiles.map(({ _id: key, ids, first, last }) => ({
            key,
            ids: ids.map((id) => ({ id, namespace: namespaces.get(id) ?? "" })),
            first,
            last,
          })),
          otherPolicy,
          { blocked: new Set(blocked.map(({ _id }) => _id)) },
        );
        expect(
          after.customers.map(({ _id, component, profiles }) => [_id, component, profiles]),
        ).toEqual(customers.map(({ id, component, profiles }) => [id, component, profiles.length]));
        for (const { _id, customer } of after.identifiers)
          expect([_id, customer]).toEqual([_id, customerOf.get(_id)]);
        await identity.rebuild({ verify: false });
        const withoutVersions = (all: typeof before): unknown => ({
          ...all,
          customers: all.customers.map(({ v: _, ...rest }) => rest),
        });
        expect(withoutVersions(await storedIdentity(database))).toEqual(withoutVersions(before));
      }),
      { numRuns: RUNS },
    );
  });

  it("finds and repairs what was damaged", async () => {
    const { db } = database;
    const name = (n: number): WorldRecord => ({
      identifiers: [
        { namespace: "user_id", value: `u-${String(n)}` },
        { namespace: "cookie", value: `c-${String(n)}` },
      ],
      minute: n,
    });
    await take([name(1), name(2), name(3)], identity);
    const whole = await storedIdentity(database);
    await db
      .collection("profiles")
      .updateOne({}, { $set: { customer: "cnobody", component: "cnowhere" } });
    await db.collection("identifiers").updateOne({}, { $set: { generic: true, component: null } });
    await db.collection<{ _id: string }>("customers").deleteOne({});
    await db
      .collection<{ _id: string }>("customers")
      .insertOne({ _id: "cstray", v: 1, profiles: 1 } as never);
    const { differences } = await identity.rebuild({ verify: true });
    for (const count of Object.values(differences)) expect(count).toBeGreaterThan(0);
    await identity.rebuild({ verify: false });
    expect((await identity.rebuild({ verify: true })).differences).toEqual(NOTHING);
    const repaired = await storedIdentity(database);
    expect(repaired.profiles).toEqual(whole.profiles);
    expect(repaired.identifiers).toEqual(whole.identifiers);
    expect(repaired.customers.map(({ _id }) => _id)).toEqual(whole.customers.map(({ _id }) => _id));
  });
});
