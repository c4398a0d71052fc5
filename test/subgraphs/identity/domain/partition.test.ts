import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  partition,
  type PartitionedCustomer,
} from "../../../../subgraphs/identity/domain/partition.ts";
import { defaultPolicy } from "../../../../subgraphs/identity/domain/default-policy.ts";
import { evidenceOf } from "../evidence-of.ts";
import { oracle, show, type OracleLink } from "../oracle.ts";
import { tightPolicy, tightRules, toLinks, world, worldLinks } from "../world.ts";

/** Worlds a check; the figure of the house is 2,000. */
const RUNS = Number(process.env["WORLDS"] ?? 600);
describe("partition", () => {
  it("is what the specification says, whatever the order of the evidence", () => {
    fc.assert(
      fc.property(world(24), worldLinks, fc.infiniteStream(fc.nat()), (records, made, dice) => {
        const evidence = evidenceOf(records);
        const links = toLinks(made, evidence);
        const shuffled = [...evidence]
          .map((one) => ({ one, place: Number(dice.next().value) }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        const { customers, trace } = partition(shuffled, tightPolicy, {
          links: [...links].reverse(),
        });
        const answer = customers.map(({ id, profiles, identifiers, firstSeen }) =>
          show(
            id,
            profiles.map((key) => ({ key, first: firstSeen.getTime() })),
            identifiers,
          ),
        );
        expectTraced(trace(), customers, links);
        const expected = oracle(
          evidence.map((one) => ({ ...one, first: +one.first, last: +one.last })),
          tightRules,
          links,
        );
        expect(answer.sort()).toEqual(expected);
      }),
      { numRuns: RUNS },
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

  it("names a component by the identifier seen first, and by a profile where there is none", () => {
    const at = (key: string, minute: number, ...ids: string[]) => ({
      key,
      ids: ids.map((id) => ({ id, namespace: id.startsWith("u") ? "user_id" : "email" })),
      first: new Date(minute),
      last: new Date(minute),
    });
    const evidence = [
      at("p1", 7, "z1"),
      at("p2", 3, "u1", "z1"),
      at("p3", 5, "u2"),
      at("p4", 1),
      at("p0", 5, "u1"),
    ];
    const { componentOf, customers } = partition(evidence, defaultPolicy);
    expect([...componentOf].sort()).toEqual([
      ["u1", "u1"],
      ["u2", "u2"],
      ["z1", "u1"],
    ]);
    expect(customers.map(({ id, component }) => [id, component])).toEqual([
      ["p4", "p4"],
      ["u1", "u1"],
      ["u2", "u2"],
    ]);
  });

  it("splits a component of 1,000 profiles within 50 ms", () => {
    const ref = (namespace: string, n: number) => ({ id: `${namespace}${String(n)}`, namespace });
    const evidence = Array.from({ length: 1_000 }, (_, n) => ({
      key: `p${String(n)}`,
      ids: [ref("user_id", n % 4), ref("email", 0), ref("anonymous_id", n)].slice(
        n % 3 === 0 ? 0 : n % 2,
      ),
      first: new Date(n),
      last: new Date(n),
    }));
    // The best of some: how long it takes, not what else runs on this machine.
    const times = Array.from({ length: 20 }, () => {
      const began = performance.now();
      partition(evidence, defaultPolicy);
      return performance.now() - began;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

/** What is used lies within a customer, what is refused between two, and every two nodes of one hang together by it. */
function expectTraced(
  trace: ReturnType<ReturnType<typeof partition>["trace"]>,
  customers: readonly PartitionedCustomer[],
  links: readonly OracleLink[],
): void {
  const holder = new Map(
    customers.flatMap(({ id, profiles, identifiers }) =>
      [...profiles, ...identifiers].map((node) => [node, id] as const),
    ),
  );
  for (const { a, b, state, reason, link } of trace) {
    if (state === "used") expect(holder.get(a)).toBe(holder.get(b));
    if (state === "refused") {
      expect(holder.get(a) === holder.get(b) && holder.has(a)).toBe(false);
      expect(reason).not.toBeNull();
    }
    if (state === "generic") expect(holder.has(b)).toBe(false);
    if (link !== null) expect(links.map(({ id }) => id)).toContain(link);
  }
  for (const { profiles, identifiers } of customers) {
    const nodes = [...profiles, ...identifiers];
    const reached = new Set(nodes.slice(0, 1));
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const { a, b, state } of trace)
        if (state === "used" && (reached.has(a) || reached.has(b))) reached.add(a).add(b);
    }
    expect(reached.size).toBe(nodes.length);
  }
}
