import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { graphql } from "graphql";
import type { Caller } from "../../../platform/caller.ts";
import { sealScope } from "../../../platform/customer-scope.ts";
import { createKeys } from "../../../platform/keys.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { Purpose } from "../../../platform/purposes.ts";
import { createConsent, type Consent, type Receipt } from "../../../subgraphs/consent/index.ts";
import { openStore } from "../../../subgraphs/consent/store.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";

const keys = createKeys("s".repeat(32));
const NOW = new Date("2026-05-01T12:00:00Z");
const caller: Caller = {
  client: "c",
  scopes: new Set(["customers:read"]),
  purpose: "service",
  source: "s",
};
const purposes: Purpose[] = [
  { id: "service", description: "s", basis: "CONTRACT" },
  { id: "marketing", description: "m", basis: "CONSENT" },
  { id: "profiling", description: "p", basis: "LEGITIMATE_INTERESTS" },
];

let database: Database;
let consent: Consent;

beforeAll(async () => {
  database = await testDatabase("consent");
  consent = createConsent({
    database,
    keys,
    purposes,
    clock: () => NOW,
    scopeForm: "sealed",
    recordConsent: () => Promise.reject(new Error("not here")),
  });
  await consent.ensureIndexes();
});
afterAll(() => dropAndClose(database));

function decide(receipts: readonly Receipt[]): Promise<void> {
  return database.transaction((session) => consent.decide(receipts, session));
}

interface Shown {
  readonly purpose: string;
  readonly status: string;
  readonly inForce: boolean;
}

async function read(identifiers: readonly string[]): Promise<Shown[]> {
  const grant = { customer: "c1", profiles: [], identifiers, purposes: [] };
  const answer = await graphql({
    schema: consent.schema,
    source: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer {
      consents { purpose status inForce } } } }`,
    variableValues: {
      r: [{ __typename: "Customer", ref: "c1", scope: sealScope(grant, caller, NOW.getTime()) }],
    },
    contextValue: consent.contextFor(caller),
  });
  if (answer.errors !== undefined) throw answer.errors[0] ?? new Error("?");
  const [customer] = answer.data?.["_entities"] as { consents: Shown[] }[];
  return customer?.consents ?? [];
}

const receiptArb = fc.record({
  names: fc.subarray(["i1", "i2", "i3"], { minLength: 1 }),
  decisions: fc
    .subarray(["service", "marketing", "profiling"], { minLength: 1 })
    .chain((some) =>
      fc.tuple(...some.map((purpose) => fc.boolean().map((denied) => ({ purpose, denied })))),
    ),
  second: fc.integer({ min: 0, max: 3 }),
});

/** Invariant 5 word for word, over the receipts themselves. */
function oracle(
  receipts: readonly Receipt[],
  identifiers: readonly string[],
  purpose: string,
): string {
  const inForce = identifiers.flatMap((identifier) => {
    const mine = receipts
      .filter(({ names }) => names.includes(identifier))
      .flatMap(({ at, decisions }) =>
        decisions
          .filter((d) => d.purpose === purpose)
          .map(({ denied }) => ({ at: at.getTime(), denied })),
      );
    if (mine.length === 0) return [];
    const newest = Math.max(...mine.map(({ at }) => at));
    return [mine.filter(({ at }) => at === newest).some(({ denied }) => denied)];
  });
  if (inForce.length === 0) return "UNKNOWN";
  return inForce.some((denied) => denied) ? "DENIED" : "GRANTED";
}

describe("decisions", () => {
  it("equal the oracle for any receipts, in any order, batching and repetition", async () => {
    const { receipts: stored, decisions } = openStore(database.db);
    await fc.assert(
      fc.asyncProperty(
        fc.array(receiptArb, { minLength: 1, maxLength: 8 }),
        fc.subarray(["i1", "i2", "i3", "i4"]),
        fc.infiniteStream(fc.nat()),
        async (made, identifiers, random) => {
          await Promise.all([stored.deleteMany({}), decisions.deleteMany({})]);
          const receipts = made.map(({ names, decisions: some, second }, i): Receipt => ({
            _id: `r${String(i)}`,
            names,
            decisions: some,
            at: new Date(NOW.getTime() + second * 1_000),
            recordedAt: NOW,
            source: "s",
          }));
          const sent = [...receipts, ...receipts.slice(0, 3)]
            .map((receipt) => ({ receipt, rank: Number(random.next().value) }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ receipt }) => receipt);
          const cut = Number(random.next().value) % sent.length;
          await decide(sent.slice(0, cut));
          await decide(sent.slice(cut));
          const shown = await read(identifiers);
          for (const { purpose, status } of shown)
            expect([purpose, status]).toEqual([purpose, oracle(receipts, identifiers, purpose)]);
          expect(await stored.countDocuments()).toBe(receipts.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("puts purposes in force by their basis", async () => {
    const of = async (denied: boolean | null): Promise<boolean[]> => {
      const name = `basis-${String(denied)}`;
      const decisions = purposes.map(({ id }) => ({ purpose: id, denied: denied === true }));
      if (denied !== null)
        await decide([
          { _id: name, names: [name], decisions, at: NOW, recordedAt: NOW, source: "s" },
        ]);
      return (await read([name])).map(({ inForce }) => inForce);
    };
    expect(await of(null)).toEqual([true, false, true]);
    expect(await of(false)).toEqual([true, true, true]);
    expect(await of(true)).toEqual([true, false, false]);
  });

  it("leaves nothing behind of a transaction that fails", async () => {
    const receipt: Receipt = {
      _id: "aborted",
      names: ["aborted"],
      decisions: [{ purpose: "marketing", denied: false }],
      at: NOW,
      recordedAt: NOW,
      source: "s",
    };
    const failing = database.transaction(async (session) => {
      await consent.decide([receipt], session);
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await consent.receipt("aborted")).toBeNull();
    expect((await read(["aborted"])).map(({ status }) => status)).toEqual(Array(3).fill("UNKNOWN"));
  });
});
