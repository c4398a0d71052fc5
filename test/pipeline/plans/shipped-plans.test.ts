import { describe, expect, it } from "@jest/globals";
import { loadPlans } from "../../../app/load-plans.ts";
import { loadPolicy } from "../../../app/policy.ts";
import { generateFeed, SOURCES } from "../../../examples/feed/index.ts";
import { createJudgePlan } from "../../../pipeline/index.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";

const plans = loadPlans(undefined);

describe("the shipped plans", () => {
  it("are for the sources of the sample feed, and their labels are the policy's", () => {
    expect(plans.flatMap(({ plan }) => plan.sources).sort()).toEqual([...SOURCES].sort());
    expect(() => loadPolicy(undefined, plans)).not.toThrow();
  });

  it("find nothing in the sample feed but the property keys that its hazard makes up", () => {
    const until = new Date("2026-05-01T00:00:00Z");
    const fields = new Map<string, number>();
    const judge = createJudgePlan(plans, (violations) => {
      for (const { code, field } of violations)
        fields.set(`${code} ${String(field)}`, (fields.get(`${code} ${String(field)}`) ?? 0) + 1);
    });
    const kinds = new Set<string>();
    for (const { source, event } of generateFeed({ people: 300, seed: 7, until }).records) {
      const parsed = parseEvent(event, until);
      if (parsed.kind === "event") kinds.add(judge?.(parsed.event, source).kind ?? "unjudged");
    }
    expect([...kinds]).toEqual(["ok"]);
    const odd = [
      "utm.source",
      "utm.medium",
      "$browser",
      "$set",
      "price.$",
      "a.b.c",
      "items.0.sku",
      "",
    ];
    expect([...fields.keys()].sort()).toEqual(
      odd.map((key) => `plan_undeclared_property properties.${key}`).sort(),
    );
  });
});
