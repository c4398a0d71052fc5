import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CustomerFacts } from "../../../../subgraphs/segments/domain/customer-facts.ts";
import { compareValue } from "../../../../platform/compare-value.ts";
import { membershipsOf } from "../../../../subgraphs/segments/domain/membership.ts";
import type { Rule } from "../../../../subgraphs/segments/domain/rule.ts";
import type { SegmentDefinition } from "../../../../subgraphs/segments/domain/segment-definition.ts";

/** Instants of the tests: milliseconds from 0 to the last, so that every one of them can be looked at. */
const LAST = 30;

const ruleArb = fc.letrec<{ rule: Rule; leaf: Rule }>((tie) => ({
  leaf: fc.oneof(
    fc.record({
      kind: fc.constant("trait" as const),
      key: fc.constantFrom("a", "b"),
      op: fc.constantFrom("EQ", "NE", "LT", "GTE"),
      value: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({
      kind: fc.constant("trait" as const),
      key: fc.constantFrom("a", "b"),
      op: fc.constant("EXISTS" as const),
      value: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant("event" as const),
      key: fc.constantFrom("track:x", "track:y"),
      atLeast: fc.integer({ min: 1, max: 3 }),
      within: fc.option(fc.integer({ min: 1, max: 12 })),
    }),
  ),
  rule: fc.oneof(
    { maxDepth: 3 },
    tie("leaf"),
    fc.record({
      kind: fc.constantFrom("all" as const, "any" as const),
      rules: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), rule: tie("rule") }),
  ),
})).rule;

const instant = fc.integer({ min: 0, max: LAST });
const timesArb = fc
  .array(instant, { maxLength: 8 })
  .map((times) => times.sort((a, b) => a - b).map((time) => new Date(time)));
const observedArb = fc
  .array(fc.record({ at: instant, value: fc.option(fc.integer({ min: 0, max: 2 })) }), {
    maxLength: 5,
  })
  .map((some) =>
    some.sort((a, b) => a.at - b.at).map(({ at, value }) => ({ at: new Date(at), value })),
  );
const factsArb: fc.Arbitrary<CustomerFacts> = fc.record({
  customer: fc.constant("c"),
  firstSeenAt: instant.map((time) => new Date(time)),
  purposes: fc.subarray(["p", "q"], { minLength: 1 }),
  traits: fc.tuple(observedArb, observedArb).map(
    ([a, b]) =>
      new Map([
        ["a", a],
        ["b", b],
      ]),
  ),
  events: fc.tuple(timesArb, timesArb).map(
    ([x, y]) =>
      new Map([
        ["track:x", x],
        ["track:y", y],
      ]),
  ),
});

/** The contract's words, at one instant, by looking at everything. */
function isTrue(rule: Rule, facts: CustomerFacts, now: number): boolean {
  switch (rule.kind) {
    case "all":
      return rule.rules.every((one) => isTrue(one, facts, now));
    case "any":
      return rule.rules.some((one) => isTrue(one, facts, now));
    case "not":
      return !isTrue(rule.rule, facts, now);
    case "trait": {
      const stated = (facts.traits.get(rule.key) ?? []).filter(({ at }) => at.getTime() <= now);
      return compareValue(rule, stated.at(-1)?.value ?? null);
    }
    case "event": {
      const counted = (facts.events.get(rule.key) ?? []).filter((at) => {
        const t = at.getTime();
        return t <= now && (rule.within === null || t > now - rule.within);
      });
      return counted.length >= rule.atLeast;
    }
  }
}

function definition(rule: Rule, purpose = "p"): SegmentDefinition {
  const at = new Date(0);
  const rest = { name: "s", description: null, version: 3, evaluatedVersion: 3, updatedAt: at };
  return { id: "s", purpose, rule, ...rest };
}

describe("membershipsOf", () => {
  it("equals looking at every instant", () => {
    fc.assert(
      fc.property(ruleArb, factsArb, instant, (rule, facts, now) => {
        const { memberships, nextChangeAt } = membershipsOf(
          facts,
          [definition(rule)],
          new Date(now),
        );
        const truth = (t: number): boolean => isTrue(rule, facts, t);
        if (!facts.purposes.includes("p")) {
          expect(memberships).toEqual([]);
          return;
        }
        // After twice the range nothing changes any more.
        let next: number | null = null;
        for (let t = now + 1; t <= LAST * 2 && next === null; t++)
          if (truth(t) !== truth(t - 1)) next = t;
        expect(nextChangeAt?.getTime() ?? null).toBe(next);

        let last = now;
        while (last >= -1 && !truth(last)) last--;
        let from = last;
        while (from >= -1 && truth(from - 1)) from--;
        const first = facts.firstSeenAt.getTime();
        const entered = Math.max(from, first);
        const exited = last === now ? null : last + 1;
        const none = last < -1 || (exited !== null && exited <= entered);
        expect(memberships).toEqual(
          none
            ? []
            : [
                {
                  segment: "s",
                  version: 3,
                  enteredAt: new Date(entered),
                  exitedAt: exited === null ? null : new Date(exited),
                },
              ],
        );
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("compareTrait", () => {
  const fulfils = (
    op: "EQ" | "NE" | "LT" | "GT" | "IN" | "CONTAINS",
    value: never,
    wanted: never,
  ): boolean => compareValue({ op, value: wanted }, value);
  it.each([
    ["EQ", "1", 1, false],
    ["NE", "1", 1, true],
    ["LT", "1", 2, false],
    ["GT", "\u{1F600}", "\uFFEE", true],
    ["LT", "Z", "a", true],
    ["IN", 2, [1, 2], true],
    ["IN", "2", [1, 2], false],
    ["CONTAINS", "Größe XL", "GRÖSSE", false],
    ["CONTAINS", "Größe XL", "größe", true],
    ["NE", null, 1, false],
  ])("%s: %j against %j is %j", (op, value, wanted, expected) => {
    expect(fulfils(op as "EQ", value as never, wanted as never)).toBe(expected);
  });
});
