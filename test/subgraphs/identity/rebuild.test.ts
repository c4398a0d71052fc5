import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../../platform/errors.ts";
import type { Database } from "../../../platform/mongo.ts";
import { partition } from "../../../subgraphs/identity/domain/partition.ts";
import type {
  Identity,
  IdentityPolicy,
  OperationRequest,
} from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { empty, identityOver, storedIdentity, toEvidence, type StoredIdentity } from "./harness.ts";
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

const RUNS = Number(process.env["WORLDS"] ?? 8);
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

async function take(records: readonly WorldRecord[], by: Identity, prefix = "e"): Promise<void> {
  for (const [i, record] of records.entries()) {
    const evidence = toEvidence(by, `${prefix}${String(i)}`, record);
    if (evidence !== null) await by.resolve([evidence]);
  }
}

/** How many customers of one state hold what several of the other have. */
function moved(before: StoredIdentity, after: StoredIdentity): { merges: number; splits: number } {
  const count = (a: StoredIdentity, b: StoredIdentity): number =>
    a.customers.filter(({ _id }) => {
      const own = new Set(a.profiles.flatMap((one) => (one.customer === _id ? one._id : [])));
      return new Set(b.profiles.flatMap((one) => (own.has(one._id) ? one.customer : []))).size > 1;
    }).length;
  return { merges: count(after, before), splits: count(before, after) };
}

/** What somebody does between two records. */
const deed = fc.record({
  kind: fc.constantFrom("merge", "split", "unmerge", "nothing", "nothing"),
  a: fc.nat(99),
  b: fc.nat(99),
});

describe("rebuild", () => {
  it("agrees with records and decisions in any order", async () => {
    const worlds = world(14).chain((records) =>
      fc.tuple(
        fc.constant(records),
        fc.array(deed, { minLength: records.length, maxLength: records.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(worlds, async ([records, deeds]) => {
        await empty(database);
        const done: string[] = [];
        for (const [i, record] of records.entries()) {
          await take([record], identity, `e${String(i)}-`);
          const { kind, a, b } = deeds[i] ?? { kind: "nothing", a: 0, b: 0 };
          const { profiles, identifiers } = await storedIdentity(database);
          const nodes = [...profiles, ...identifiers].map(({ _id }) => _id);
          const [x = "", y = ""] = [nodes[a % nodes.length], nodes[b % nodes.length]];
          const customer = profiles[a % profiles.length]?._id ?? "";
          const asked: Record<string, OperationRequest["asked"]> = {
            merge: { kind: "merge", a: x, b: y },
            split: { kind: "split", customer, nodes: [y] },
            unmerge: { kind: "unmerge", operation: done[a % done.length] ?? "" },
          };
          const request = asked[kind];
          if (request === undefined) continue;
          const rest = { actor: "somebody", reason: "so", evidence: [], requestKey: null };
          try {
            done.push((await identity.operate({ asked: request, ...rest })).id);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
          }
        }
        expect((await identity.rebuild({ verify: true })).differences).toEqual(NOTHING);
      }),
      { numRuns: RUNS },
    );
  });

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
        const foreseen = await identity.simulate(otherPolicy, 1_000_000);
        await other.rebuild({ verify: false });
        expect(await other.isBuilt()).toBe(true);
        expect((await other.rebuild({ verify: true })).differences).toEqual(NOTHING);
        const after = await storedIdentity(database);
        const { merges, splits, complete } = foreseen;
        expect({ merges, splits, complete }).toEqual({ ...moved(before, after), complete: true });
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
      .collection("customers")
      .findOneAndUpdate({}, { $set: { component: "cnowhere" } }, { sort: { _id: -1 } });
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
