import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { compilePlan } from "../../../pipeline/plans/compile-plan.ts";
import { diffPlans, type PlanChange } from "../../../pipeline/plans/diff-plans.ts";
import { trackingPlanSchema, type TrackingPlan } from "../../../pipeline/plans/tracking-plan.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";
import type { WireEvent } from "../../../pipeline/wire/wire-event.ts";
import { shopPlan } from "./plan-text.ts";

function changes(...edits: readonly (readonly [string, string])[]): readonly string[] {
  return diffPlans(shopPlan().plan, shopPlan(...edits).plan).map(shown);
}

function shown({ path, change, text, breaking }: PlanChange): string {
  return `${breaking ? "! " : ""}${change} ${path}: ${text}`;
}

describe("what a new version of a plan changes", () => {
  it("is nothing where nothing is changed but its number", () => {
    expect(changes(["version: 3", "version: 4"])).toEqual([]);
  });

  it.each([
    [
      "currency: { enum: [EUR, USD] }",
      "currency: { enum: [EUR, CHF] }",
      [
        '! stricter track:Order Completed: properties.currency: does not take "USD" any more',
        'looser track:Order Completed: properties.currency: takes "CHF"',
      ],
    ],
    [
      "required: [total]",
      "required: [total, day]",
      ["! stricter track:Order Completed: properties.day: is required"],
    ],
    [
      "required: [total]",
      "required: []",
      ["looser track:Order Completed: properties.total: is not required any more"],
    ],
    [
      "price: { type: number, minimum: 0 }",
      "price: { type: integer, minimum: 0 }",
      [
        '! stricter track:Order Completed: properties.lines[].price: type: ["number"] → ["integer"]',
      ],
    ],
    [
      "step: { type: integer }",
      "step: { type: number }",
      ['looser page:Checkout: properties.step: type: ["integer"] → ["number"]'],
    ],
    ["mode: warn", "mode: allow", ["looser track:Viewed: mode: warn → allow"]],
    [
      "undeclared: { events: reject",
      "undeclared: { events: warn",
      ["looser undeclared.events: reject → warn"],
    ],
    [
      "identifiers: [[user_id, email]]",
      "identifiers: [user_id]",
      [
        "! stricter track:Order Completed: identifiers: user_id is required",
        "looser track:Order Completed: identifiers: user_id or email is not required any more",
      ],
    ],
    [
      "  - type: track\n    name: Viewed",
      "  - type: track\n    name: Seen",
      [
        "added track:Seen: is declared",
        "! removed track:Viewed: is not declared any more; undeclared.events says reject",
      ],
    ],
    ["sources: [shop]", "sources: [shop, till]", ['changed sources: ["shop"] → ["shop","till"]']],
  ])("%s → %s", (from, to, expected) => {
    expect(changes([from, to])).toEqual(expected);
  });
});

// A small world, in which plans and events meet often.
const mode = fc.constantFrom("allow", "warn", "quarantine", "reject");
const leaf = fc.oneof(
  fc.constantFrom(
    {},
    { type: "string" },
    { type: "number" },
    { type: "integer" },
    { enum: [1, "x"] },
  ),
  fc.constantFrom({ type: "number", minimum: 1 }, { type: "number", maximum: 1 }, { const: 1 }),
  fc.constantFrom(
    { type: "string", pattern: "^x" },
    { type: "string", minLength: 2 },
    { $ref: "#/definitions/d" },
  ),
);
const names = ["a", "b"];
const object = (inner: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.record(
    {
      type: fc.constant("object"),
      properties: fc.dictionary(fc.constantFrom(...names), inner, { maxKeys: 2 }),
      required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
      additionalProperties: fc.boolean(),
    },
    { requiredKeys: [] },
  );
const list = leaf.map((items) => ({ type: "array", items }));
const schema = object(fc.oneof(leaf, list, object(leaf)));
const planned = fc.record(
  {
    type: fc.constantFrom("track", "page"),
    name: fc.constantFrom("A", "B"),
    mode,
    undeclaredProperties: mode,
    identifiers: fc.constantFrom([], ["user_id"], [["user_id", "email"]]),
    properties: schema,
  },
  { requiredKeys: ["type"] },
);
const plans: fc.Arbitrary<TrackingPlan> = fc
  .record({
    mode,
    undeclared: fc.record({ events: mode, properties: mode }),
    identifiers: fc.constantFrom([], ["anonymous_id"], ["user_id"]),
    definitions: fc.record({
      d: fc.oneof(
        leaf.filter((one) => !("$ref" in one)),
        object(leaf.filter((one) => !("$ref" in one))),
      ),
    }),
    events: fc.uniqueArray(planned, {
      minLength: 1,
      maxLength: 3,
      selector: (one) => `${one.type} ${one.name ?? ""}`,
    }),
  })
  .map((rest) => trackingPlanSchema.parse({ ...rest, name: "p", version: 1, sources: ["s"] }));
const value = fc.constantFrom<unknown>(
  0,
  1,
  1.5,
  "x",
  "xx",
  "y",
  true,
  null,
  {},
  { a: 1 },
  { a: "y", b: 2 },
  [],
  [1],
  ["x", 0],
);
const event = fc
  .record({
    type: fc.constantFrom("track", "page"),
    name: fc.constantFrom("A", "B", "C"),
    userId: fc.constantFrom("u", undefined),
    anonymousId: fc.constantFrom("v", undefined),
    properties: fc.dictionary(fc.constantFrom(...names, "c"), value, { maxKeys: 3 }),
  })
  .map(({ name, ...raw }): WireEvent => {
    const parsed = parseEvent({ ...raw, event: name, name }, new Date());
    if (parsed.kind === "fault") throw new Error(parsed.fault.message);
    return parsed.event;
  });

const holder = (plan: TrackingPlan): ((one: WireEvent) => boolean) => {
  const { judge } = compilePlan(plan);
  return (one) => judge(one).some(({ mode: by }) => by === "quarantine" || by === "reject");
};

/** The next version: mostly what it was, with some of it taken from another plan. */
const versions = fc
  .tuple(plans, plans, fc.infiniteStream(fc.constantFrom(true, false, false, false)))
  .map(([before, other, takes]): [TrackingPlan, TrackingPlan] => {
    const take = (): boolean => takes.next().value === true;
    const after: TrackingPlan = {
      ...before,
      mode: take() ? other.mode : before.mode,
      undeclared: take() ? other.undeclared : before.undeclared,
      identifiers: take() ? other.identifiers : before.identifiers,
      definitions: take() ? other.definitions : before.definitions,
      events: before.events.map((one, i) => {
        const { type: _type, name: _name, ...rest } = other.events[i % other.events.length] ?? one;
        if (!take()) return one;
        return take()
          ? { type: one.type, name: one.name, ...rest }
          : { ...one, properties: rest.properties };
      }),
    };
    return [before, after];
  });

describe("a change that is not said to be breaking", () => {
  it("holds back no event that the old version let pass", () => {
    const seen = { held: 0, mild: 0 };
    fc.assert(
      fc.property(versions, fc.array(event, { minLength: 10, maxLength: 30 }), (pair, events) => {
        const [before, after] = pair;
        const changes = diffPlans(before, after);
        const [held, holds] = [holder(before), holder(after)];
        const more = events.filter((one) => !held(one) && holds(one));
        if (more.length > 0) seen.held += 1;
        if (changes.some(({ breaking }) => breaking)) return;
        if (changes.length > 0) seen.mild += 1;
        expect(more).toEqual([]);
      }),
      { numRuns: Number(process.env["PLAN_DIFF_RUNS"] ?? 300) },
    );
    expect(seen.held).toBeGreaterThan(10);
    expect(seen.mild).toBeGreaterThan(10);
  });
});
