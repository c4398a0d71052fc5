import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Database } from "../../../platform/mongo.ts";
import { partition, type ProfileEvidence } from "../../../subgraphs/identity/domain/partition.ts";
import type { Evidence, Identity, Resolution } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { BEGAN, commandsOf, empty, identityOver, toEvidence } from "./harness.ts";
import { oracle, show, type OracleAnswer } from "./oracle.ts";
import { tightPolicy, tightRules, world, type WorldRecord } from "./world.ts";

const RUNS = Number(process.env["WORLDS"] ?? 60);

let database: Database;
let identity: Identity;

beforeAll(async () => {
  database = await testDatabase("identity_resolve");
  identity = identityOver(database, tightPolicy);
  await identity.ensureIndexes();
});
beforeEach(() => empty(database));
afterAll(() => dropAndClose(database));

interface Stored {
  readonly _id: string;
  readonly customer: string | null;
  readonly component: string | null;
  readonly first: Date;
}

async function stored(name: string): Promise<Stored[]> {
  return database.db.collection<Stored>(name).find().sort({ _id: 1 }).toArray();
}

/** What is stored, as the oracle would say it. */
async function answered(): Promise<OracleAnswer> {
  const [profiles, identifiers, customers] = await Promise.all(
    ["profiles", "identifiers", "customers"].map(stored),
  );
  return (customers ?? [])
    .map(({ _id }) =>
      show(
        _id,
        (profiles ?? [])
          .filter(({ customer }) => customer === _id)
          .map((one) => ({ key: one._id, first: one.first.getTime() })),
        (identifiers ?? []).filter(({ customer }) => customer === _id).map((one) => one._id),
      ),
    )
    .sort();
}

function rebuilt(evidence: readonly Evidence[]): {
  expected: OracleAnswer;
  places: ReturnType<typeof partition>;
} {
  const all = profilesOf(evidence);
  return {
    expected: oracle(
      all.map((one) => ({ ...one, first: +one.first, last: +one.last })),
      tightRules,
    ),
    places: partition(all, tightPolicy),
  };
}

function profilesOf(evidence: readonly Evidence[]): ProfileEvidence[] {
  const profiles = new Map<string, ProfileEvidence>();
  for (const { profile: key, identifiers: ids, at } of evidence) {
    const { first, last } = profiles.get(key) ?? { first: at, last: at };
    profiles.set(key, {
      key,
      ids,
      first: at < first ? at : first,
      last: at > last ? at : last,
    });
  }
  return [...profiles.values()];
}

function evidenceOf(records: readonly WorldRecord[]): Evidence[] {
  return records.flatMap((record, i) => toEvidence(identity, `e${String(i)}`, record) ?? []);
}

/** A way of delivering: each index of a record at least once, some twice, in batches. */
const delivery = (records: readonly WorldRecord[]): fc.Arbitrary<number[][]> => {
  const places = records.map((_, i) => i);
  return fc
    .tuple(
      fc.array(fc.constantFrom(...places), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 40, maxLength: 40 }),
    )
    .chain(([repeats, sizes]) =>
      fc
        .shuffledSubarray([...places, ...repeats.map((_, i) => records.length + i)], {
          minLength: records.length + repeats.length,
        })
        .map((order) => {
          const sent = order.map((i) =>
            i < records.length ? i : (repeats[i - records.length] ?? 0),
          );
          const batches: number[][] = [];
          for (let at = 0, n = 0; at < sent.length; n += 1) {
            const size = sizes[n % sizes.length] ?? 1;
            batches.push(sent.slice(at, at + size));
            at += size;
          }
          return batches;
        }),
    );
};

describe("resolve", () => {
  it("ends where a rebuild would, whatever the order, the repetition and the batches", async () => {
    const delivered = world(14).chain((records) =>
      fc.tuple(fc.constant(records), delivery(records)),
    );
    await fc.assert(
      fc.asyncProperty(delivered, async ([records, batches]) => {
        await empty(database);
        const evidence = new Map(
          records.map((record, i) => [i, toEvidence(identity, `e${String(i)}`, record)]),
        );
        const living = new Set<string>();
        for (const batch of batches) {
          const before = await answered();
          const some = batch.flatMap((i) => evidence.get(i) ?? []);
          const resolution = await identity.resolve(some);
          for (const id of resolution.changed) living.add(id);
          for (const id of resolution.gone) living.delete(id);
          const after = await answered();
          expectReported(resolution, before, after);
        }
        const { expected, places } = rebuilt([...evidence.values()].flatMap((one) => one ?? []));
        expect(await answered()).toEqual(expected);
        expect([...living].sort()).toEqual(places.customers.map(({ id }) => id));
        for (const { _id, component, customer } of await stored("identifiers")) {
          expect([_id, component]).toEqual([_id, places.componentOf.get(_id) ?? null]);
          expect([_id, customer]).toEqual([_id, places.customerOf.get(_id)]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** Every customer that came or went is named, and every one that is not as it was but for what nobody knew before. */
function expectReported(resolution: Resolution, before: OracleAnswer, after: OracleAnswer): void {
  const idOf = (line: string): string => line.split(" ")[0] ?? "";
  const isAfter = new Set(after.map(idOf));
  const gone = before.map(idOf).filter((id) => !isAfter.has(id));
  expect(resolution.gone).toEqual(expect.arrayContaining(gone));
  expect(resolution.gone.filter((id) => isAfter.has(id))).toEqual([]);
  const known = new Set(before.flatMap((line) => line.split(" ")));
  const without = (line: string): string =>
    line
      .split(" ")
      .filter((word) => !/^[cp]/.test(word) || known.has(word))
      .join(" ");
  const lines = new Set(before);
  const changed = after.filter((line) => !lines.has(without(line))).map(idOf);
  expect(resolution.changed).toEqual(expect.arrayContaining(changed));
}

describe("resolve, by many at once", () => {
  it("loses no identifier and gives none to two", async () => {
    // Each as in a process of its own: only the database keeps them apart.
    const others = Array.from({ length: 16 }, () => identityOver(database, tightPolicy));
    for (let round = 0; round < 3; round += 1) {
      const records = Array.from({ length: 40 }, (_, i) => ({
        identifiers: [
          { namespace: "anonymous_id", value: `r${String(round)}-a${String(i % 7)}` },
          { namespace: "email", value: `r${String(round)}-${String((i * 3) % 5)}@example.com` },
          ...(i % 4 === 0
            ? [{ namespace: "user_id", value: `r${String(round)}-u${String(i % 3)}` }]
            : []),
        ],
        minute: i % 9,
      }));
      const evidence = evidenceOf(records).map((one) => ({
        ...one,
        event: `${one.event}-${String(round)}`,
      }));
      await Promise.all(
        evidence.map((one, i) => (others[i % others.length] ?? identity).resolve([one])),
      );
      const { expected, places } = rebuilt(evidence);
      const ids = new Set(evidence.flatMap(({ identifiers }) => identifiers.map(({ id }) => id)));
      const found = (await stored("identifiers")).filter(({ _id }) => ids.has(_id));
      expect(found.map(({ _id, customer }) => [_id, customer])).toEqual(
        [...places.customerOf].sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      expect(await answered()).toEqual(expect.arrayContaining([...expected]));
    }
  });

  it("puts together a chain that arrives link by link at the same time", async () => {
    const records = Array.from({ length: 32 }, (_, i) => ({
      identifiers: [
        { namespace: "cookie", value: `link-${String(i)}` },
        { namespace: "cookie", value: `link-${String(i + 1)}` },
      ],
      minute: i,
    }));
    const evidence = evidenceOf(records);
    await Promise.all(evidence.map((one) => identity.resolve([one])));
    expect(await answered()).toEqual(rebuilt(evidence).expected);
    expect(await stored("customers")).toHaveLength(1);
  });
});

describe("resolve, after a crash", () => {
  it("tells once more what it did where the same batch is worked again", async () => {
    const say = (event: string, minute: number, ...values: string[]): Evidence => {
      const identifiers = values.map((value) => ({ namespace: value.split("-")[0] ?? "", value }));
      const made = toEvidence(identity, event, { identifiers, minute });
      if (made === null) throw new Error("identifies nobody");
      return made;
    };
    await identity.resolve([say("e1", 1, "cookie-1")]);
    await identity.resolve([say("e2", 2, "cookie-2")]);
    const link = say("e3", 3, "cookie-1", "cookie-2");
    const first = await identity.resolve([link]);
    expect(first.gone).toHaveLength(1);
    const second = await identity.resolve([link]);
    expect({ changed: second.changed, gone: second.gone }).toEqual({
      changed: first.changed,
      gone: first.gone,
    });
    const other = await identity.resolve([{ ...link, event: "e4" }]);
    expect({ changed: other.changed, gone: other.gone }).toEqual({ changed: [], gone: [] });
  });

  it("keeps what is stated before it reads whose it is: who merges meanwhile either finds the one or shows in the other", async () => {
    const said = (event: string): Evidence => {
      const identifiers = [{ namespace: "user_id", value: "u-1" }];
      const traits = { plan: event };
      const made = toEvidence(identity, event, { identifiers, minute: 1 }, { traits });
      if (made === null) throw new Error("identifies nobody");
      return made;
    };
    await identity.resolve([said("e1")]);
    const sent = await commandsOf(database, () => identity.resolve([said("e2")]));
    const all = sent.map(({ name, command }) => `${name} ${String(command[name])}`);
    expect(all.indexOf("insert observations")).toBeGreaterThanOrEqual(0);
    expect(all.indexOf("find profiles")).toBeGreaterThan(all.indexOf("insert observations"));
  });

  it("counts an earlier event of a known profile", async () => {
    const made = toEvidence(identity, "e1", {
      identifiers: [{ namespace: "user_id", value: "u-1" }],
      minute: 9,
    });
    if (made === null) throw new Error("identifies nobody");
    await identity.resolve([made]);
    await identity.resolve([{ ...made, event: "e2", at: new Date(BEGAN) }]);
    const [profile] = await stored("profiles");
    expect(profile?.first).toEqual(new Date(BEGAN));
  });
});
