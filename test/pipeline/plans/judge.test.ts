import { describe, expect, it } from "@jest/globals";
import { createJudgePlan, type CompiledPlan } from "../../../pipeline/index.ts";
import type { PlanVerdict } from "../../../pipeline/acceptance/judge-plan.ts";
import type { PlanViolation } from "../../../pipeline/plans/plan-violation.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";
import { shopPlan } from "./plan-text.ts";

const now = new Date("2026-05-01T12:00:00Z");

interface Judged {
  readonly verdict: PlanVerdict;
  readonly violations: readonly PlanViolation[];
}

function judge(raw: object, plan: CompiledPlan = shopPlan(), source = "shop"): Judged {
  const found: PlanViolation[] = [];
  const judgePlan = createJudgePlan([plan], (violations) => found.push(...violations));
  const parsed = parseEvent(raw, now);
  if (parsed.kind === "fault" || judgePlan === null) throw new Error(JSON.stringify(parsed));
  return { verdict: judgePlan(parsed.event, source), violations: found };
}

function order(properties: object, more: object = { userId: "u" }): object {
  return { type: "track", event: "Order Completed", properties, ...more };
}

describe("judging by a plan", () => {
  it("passes what the plan declares, and says by which plan", () => {
    const good = { total: 3, currency: "EUR", day: "2026-02-28", lines: [{ sku: "a", price: 1 }] };
    expect(judge(order(good))).toEqual({
      verdict: { kind: "ok", plan: "shop@3", notes: [] },
      violations: [],
    });
  });

  it("passes every event of a source without a plan", () => {
    const { verdict } = judge(order({ total: "x" }), shopPlan(), "elsewhere");
    expect(verdict).toEqual({ kind: "ok", plan: null, notes: [] });
  });

  it.each([
    [{}, "plan_missing_property", "properties.total"],
    [{ total: "3" }, "plan_invalid_property", "properties.total"],
    [{ total: -1 }, "plan_invalid_property", "properties.total"],
    [{ total: 1, currency: "GBP" }, "plan_invalid_property", "properties.currency"],
    [{ total: 1, day: "2026-02-30" }, "plan_invalid_property", "properties.day"],
    [{ total: 1, lines: [{ sku: "a" }, {}] }, "plan_missing_property", "properties.lines[1].sku"],
    [
      { total: 1, lines: [{ sku: "a", parts: [{ sku: "b", price: null }] }] },
      "plan_invalid_property",
      "properties.lines[0].parts[0].price",
    ],
  ])("puts %j aside with code, field and plan", (properties, code, field) => {
    const { verdict } = judge(order(properties));
    expect(verdict).toMatchObject({
      kind: "quarantine",
      plan: "shop@3",
      fault: { code, field, plan: "shop@3" },
    });
    if (verdict.kind === "ok") throw new Error("passed");
    expect(verdict.fault.message.startsWith(`${field}: `)).toBe(true);
  });

  it("asks for one identifier of each list", () => {
    const missing = judge(order({ total: 1 }, { anonymousId: "a" }));
    expect(missing.verdict).toMatchObject({
      kind: "quarantine",
      fault: { code: "plan_missing_identifier", field: "user_id or email" },
    });
    const byMail = { anonymousId: "a", context: { traits: { email: "a@b.de" } } };
    expect(judge(order({ total: 1 }, byMail)).verdict.kind).toBe("ok");
  });

  it("refuses events that are not declared, and takes the entry without a name for the rest", () => {
    const unknown = judge({ type: "track", event: "Order completed", userId: "u" });
    expect(unknown.verdict).toMatchObject({
      kind: "reject",
      fault: { code: "plan_undeclared_event", field: "event" },
    });
    expect(judge({ type: "alias", userId: "u", previousId: "v" }).verdict).toMatchObject({
      kind: "reject",
      fault: { field: "type" },
    });
    expect(judge({ type: "page", name: "Anything", userId: "u" }).verdict.kind).toBe("ok");
  });

  it("finds undeclared properties at any depth, by the mode of their own", () => {
    const deep = { total: 1, lines: [{ sku: "a", parts: [{ sku: "b", size: 3 }] }], "a.b": 1 };
    const { verdict, violations } = judge(order(deep));
    expect(verdict).toMatchObject({ kind: "ok" });
    expect(violations.map(({ field, mode }) => [field, mode])).toEqual([
      ["properties.lines[0].parts[0].size", "warn"],
      ["properties.a.b", "warn"],
    ]);
    expect(verdict.kind === "ok" && verdict.notes).toHaveLength(2);
    const viewed = judge({ type: "track", event: "Viewed", userId: "u", properties: { x: 1 } });
    expect(viewed.verdict).toMatchObject({
      kind: "reject",
      fault: { code: "plan_undeclared_property", field: "properties.x" },
    });
    const strict = judge({ type: "page", name: "Checkout", userId: "u", properties: { x: 1 } });
    expect(strict.verdict).toMatchObject({
      kind: "reject",
      fault: { code: "plan_undeclared_property" },
    });
  });

  it("lets the strictest of several violations decide, and says how many there are", () => {
    const { verdict } = judge(order({ total: "x", currency: "y", extra: 1 }));
    expect(verdict).toMatchObject({ kind: "quarantine" });
    expect(verdict.kind === "quarantine" && verdict.fault.message).toMatch(/\(and 1 more\)$/);
  });

  it("counts in mode allow and says nothing; leaves the context to who wrote it", () => {
    const { verdict, violations } = judge({
      type: "identify",
      userId: "u",
      traits: { email: 7, more: 1 },
      context: { locale: "de", library: {} },
    });
    expect(violations.map(({ code }) => code)).toEqual([
      "plan_invalid_property",
      "plan_undeclared_property",
    ]);
    expect(verdict.kind === "ok" && verdict.notes).toHaveLength(1);
  });

  it("never repeats a value that was sent", () => {
    const secret = "ada@example.org";
    const { verdict, violations } = judge(order({ total: secret, currency: secret, day: secret }));
    expect(JSON.stringify([verdict, violations])).not.toContain(secret);
  });

  it("is not led astray by names of the language, and reports a bounded number of faults", () => {
    const odd = JSON.parse(
      '{"total":1,"__proto__":{"total":1},"constructor":1,"toString":2}',
    ) as object;
    expect(judge(order(odd)).violations.map(({ field }) => field)).toEqual([
      "properties.__proto__",
      "properties.constructor",
      "properties.toString",
    ]);
    const inherited = judge(order(JSON.parse('{"__proto__":{"total":1}}') as object));
    expect(inherited.verdict).toMatchObject({ fault: { field: "properties.total" } });
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`p${String(i)}`, i]));
    expect(judge(order({ total: 1, ...many })).violations).toHaveLength(20);
    const lines = Array.from({ length: 2_000 }, () => ({}));
    const { verdict, violations } = judge(order({ total: 1, lines }));
    expect(violations).toHaveLength(20);
    expect(verdict.kind).toBe("quarantine");
  });

  it("has one plan a source", () => {
    expect(() =>
      createJudgePlan([shopPlan(), shopPlan(["name: shop", "name: other"])], () => undefined),
    ).toThrow(/sources: shop has the plan shop@3 already/);
    expect(createJudgePlan([], () => undefined)).toBeNull();
  });
});
