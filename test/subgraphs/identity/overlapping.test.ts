import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Database } from "../../../platform/mongo.ts";
import { defaultPolicy } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { empty, identityOver, toEvidence } from "./harness.ts";
import { overlap } from "./overlapping.ts";

/** `OVERLAP_ROUNDS=100 npm run jest -- test/subgraphs/identity/overlapping.test.ts` */
const ROUNDS = Number(process.env["OVERLAP_ROUNDS"] ?? 1);
const WORKERS = Number(process.env["OVERLAP_WORKERS"] ?? 64);

let database: Database;
beforeAll(async () => {
  database = await testDatabase("overlapping");
  await identityOver(database, defaultPolicy).ensureIndexes();
});
afterAll(() => dropAndClose(database));

it(
  `lets ${String(WORKERS)} workers resolve overlapping pairs, and loses and doubles nothing`,
  async () => {
    for (let seed = 1; seed <= ROUNDS; seed += 1)
      expect({ seed, ...(await overlap(database, WORKERS, seed)) }).toEqual({
        seed,
        lost: 0,
        miscounted: 0,
        unresolved: 0,
        differences: 0,
        parked: expect.any(Number),
      });
  },
  60_000 * ROUNDS,
);

it("counts a generic value as company, whichever was seen first", async () => {
  await empty(database);
  const identity = identityOver(database, defaultPolicy);
  const shared = { namespace: "email", value: "family@mailhaven.de" };
  const visit = { namespace: "anonymous_id", value: "visit-1" };
  // Two user ids make the address generic; the visit met it, and then a second one.
  const seen = [
    [shared, { namespace: "user_id", value: "u1" }],
    [shared, { namespace: "user_id", value: "u2" }],
    [shared, visit],
    [visit, { namespace: "cookie", value: "cookie-1" }],
    [visit, { namespace: "email", value: "own@mailhaven.de" }],
  ];
  for (const [minute, identifiers] of seen.entries()) {
    const evidence = toEvidence(identity, `e${String(minute)}`, { identifiers, minute });
    if (evidence !== null) await identity.resolve([evidence]);
  }
  const { differences } = await identity.rebuild({ verify: true });
  expect(differences).toEqual({ profiles: 0, identifiers: 0, customers: 0 });
});
