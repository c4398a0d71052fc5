import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createKeys } from "../../../../platform/keys.ts";
import { createIdentify } from "../../../../subgraphs/identity/domain/identify.ts";
import {
  partition,
  type ProfileEvidence,
} from "../../../../subgraphs/identity/domain/partition.ts";
import { defaultPolicy } from "../../../../subgraphs/identity/domain/default-policy.ts";
import { compileRules } from "../../../../subgraphs/identity/domain/rules.ts";
import { oracle, show } from "../oracle.ts";
import { tightPolicy, tightRules, world, type WorldRecord } from "../world.ts";

const keys = createKeys("a secret of the tests");

function evidenceOf(records: readonly WorldRecord[]): ProfileEvidence[] {
  const rules = compileRules(tightPolicy);
  const profiles = new Map<string, ProfileEvidence>();
  for (const { identifiers, minute } of records) {
    const { profile, identifiers: ids } = createIdentify(rules, keys)(identifiers);
    const first = new Date(minute * 60_000);
    if (profile === null) continue;
    const before = profiles.get(profile);
    if (before === undefined || first < before.first)
      profiles.set(profile, { key: profile, ids, first });
  }
  return [...profiles.values()];
}

describe("partition", () => {
  it("is what the specification says, whatever the order of the evidence", () => {
    fc.assert(
      fc.property(world(24), fc.infiniteStream(fc.nat()), (records, dice) => {
        const evidence = evidenceOf(records);
        const shuffled = [...evidence]
          .map((one) => ({ one, place: Number(dice.next().value) }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        const { customers } = partition(shuffled, tightPolicy);
        const answer = customers.map(({ id, profiles, identifiers, firstSeen }) =>
          show(
            id,
            profiles.map((key) => ({ key, first: firstSeen.getTime() })),
            identifiers,
          ),
        );
        const expected = oracle(
          evidence.map((one) => ({ ...one, first: one.first.getTime() })),
          tightRules,
        );
        expect(answer.sort()).toEqual(expected);
      }),
      { numRuns: 600 },
    );
  });

  it("gives every identifier one customer at most, and no customer two anchors", () => {
    fc.assert(
      fc.property(world(24), (records) => {
        const evidence = evidenceOf(records);
        const { customers, customerOf } = partition(evidence, tightPolicy);
        const anchors = new Set(
          evidence.flatMap(({ ids }) =>
            ids.filter((one) => one.namespace === "user_id").map(({ id }) => id),
          ),
        );
        const held = customers.flatMap(({ id, identifiers }) =>
          identifiers.map((one) => [one, id]),
        );
        expect(new Map(held as [string, string][]).size).toBe(held.length);
        for (const [one, id] of held) expect(customerOf.get(one ?? "")).toBe(id);
        for (const { identifiers } of customers)
          expect(identifiers.filter((one) => anchors.has(one)).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("splits a component of 1,000 profiles within 50 ms", () => {
    const ref = (namespace: string, n: number) => ({ id: `${namespace}${String(n)}`, namespace });
    const evidence = Array.from({ length: 1_000 }, (_, n) => ({
      key: `p${String(n)}`,
      ids: [ref("user_id", n % 4), ref("email", 0), ref("anonymous_id", n)].slice(
        n % 3 === 0 ? 0 : n % 2,
      ),
      first: new Date(n),
    }));
    partition(evidence, defaultPolicy);
    const began = performance.now();
    partition(evidence, defaultPolicy);
    expect(performance.now() - began).toBeLessThan(50);
  });
});
