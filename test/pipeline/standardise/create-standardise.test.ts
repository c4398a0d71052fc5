import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createStandardise } from "../../../pipeline/standardise/create-standardise.ts";
import { trackingPlanSchema } from "../../../pipeline/plans/tracking-plan.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";
import type { WireEvent } from "../../../pipeline/wire/wire-event.ts";
import { restored } from "../../support/restored.ts";

const AT = new Date("2026-05-01T12:00:00Z");
const plan = trackingPlanSchema.parse({
  name: "us-shop",
  version: 1,
  sources: ["us"],
  region: "US",
  normalise: { Loyalty_Tier: "lower", price: "none" },
  events: [{ type: "track" }],
});
const standardise = createStandardise({ defaultRegion: "DE", plans: [{ plan }] });

function eventOf(raw: object): WireEvent {
  const parsed = parseEvent({ userId: "u", ...raw }, AT);
  if (parsed.kind === "fault") throw new Error(parsed.fault.message);
  return parsed.event;
}

const identify = (traits: object): WireEvent => eventOf({ type: "identify", traits });
const track = (properties: object): WireEvent =>
  eventOf({ type: "track", event: "Order Completed", properties });

describe("standardise", () => {
  it("brings values into form by the name of their field, and hands on what was sent", () => {
    const sent = identify({ first_name: "ADA", Phone: "0171-7299834", address: { country: "uk" } });
    const { event, originals, notes, standard } = standardise(sent, "crm");
    expect(event.traits).toEqual({
      first_name: "Ada",
      Phone: "0171-7299834",
      address: { country: "GB" },
    });
    expect(originals).toEqual({ "traits.first_name": "ADA", "traits.address.country": "uk" });
    expect(notes).toEqual([
      "traits.Phone: is not a valid phone number; write it in international form, +49 …",
    ]);
    expect(standard).toBe("standard@1");
  });

  it("reads national numbers by the person's country, else the plan's, else the deployment's", () => {
    const phoneOf = (traits: object, source: string): unknown =>
      standardise(identify(traits), source).event.traits["mobile"];
    expect(phoneOf({ mobile: "0171 7299834" }, "crm")).toBe("+491717299834");
    expect(phoneOf({ mobile: "(415) 555-2671" }, "us")).toBe("+14155552671");
    expect(phoneOf({ mobile: "07842 847474", country: "England" }, "us")).toBe("+447842847474");
  });

  it("takes a name for a person's only where a person is described", () => {
    expect(standardise(track({ name: "USB CABLE" }), "web").event.properties["name"]).toBe(
      "USB CABLE",
    );
    expect(standardise(identify({ name: "ADA KING" }), "web").event.traits["name"]).toBe(
      "Ada King",
    );
    const group = eventOf({ type: "group", groupId: "g", traits: { name: "IBM" } });
    expect(standardise(group, "web").event.traits["name"]).toBe("IBM");
  });

  it("does what a plan says instead", () => {
    const sent = track({ loyaltyTier: "GOLD", price: "12,50", total: "12,50" });
    expect(standardise(sent, "us").event.properties).toEqual({
      loyaltyTier: "gold",
      price: "12,50",
      total: 12.5,
    });
  });

  it("names a field once however many entries of a list are wrong, and never a value", () => {
    const products = Array.from({ length: 50 }, () => ({ price: "call us" }));
    const { notes, event } = standardise(track({ products }), "web");
    expect(notes).toEqual([
      "properties.products[].price: is not an amount that can be read; send a number",
    ]);
    expect(event.properties).toEqual({ products });
  });

  it("does not touch an event whose values are in form", () => {
    const sent = track({ total: 5, currency: "EUR", products: [{ sku: "A" }], __proto__: null });
    expect(standardise(sent, "web").event).toBe(sent);
  });

  it("keeps a field called __proto__ a field", () => {
    const raw = JSON.parse('{"__proto__": {"email": " A@B.de "}, "x": 1}') as object;
    const { properties } = standardise(track(raw), "web").event;
    expect(Object.keys(properties)).toEqual(["__proto__", "x"]);
    expect(Object.getOwnPropertyDescriptor(properties, "__proto__")?.value).toEqual({
      email: "a@b.de",
    });
    expect(Object.getPrototypeOf(properties)).toBe(Object.prototype);
  });
});

// Names that have rules, and values in the neighbourhood of what the rules read.
const name = fc.constantFrom(
  ...["email", "phone", "firstName", "lastName", "name", "birthday", "gender", "country"],
  ...["currency", "price", "total", "locale", "note", "__proto__", "constructor"],
);
const written = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.toWellFormed()),
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789.,/- '+()€$\u00a0\u3000")) }),
  fc.string({ unit: fc.constantFrom(...Array.from("aAßẞŉİıǆσΣéE\u0301\u200b'’-. McVoN")) }),
  fc.constantFrom("0171-7299834", "1.234,5 €", "03/05/1990", "Deutschland", "VON DER LEYEN"),
);
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    written,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc
    .array(fc.tuple(name, tie("value")), { maxLength: 6 })
    .map((entries): unknown => Object.fromEntries(entries)),
})).object as fc.Arbitrary<Record<string, unknown>>;
const source = fc.constantFrom("crm", "us");

const runs = { numRuns: Number(process.env["STANDARDISE_RUNS"] ?? 500) };

describe("every event", () => {
  it("is the same when it is standardised twice", () => {
    fc.assert(
      fc.property(tree, tree, source, (traits, properties, from) => {
        const once = standardise(eventOf({ type: "identify", traits, properties }), from);
        const twice = standardise(once.event, from);
        expect(twice.event).toEqual(once.event);
        expect(twice.originals).toBeNull();
        expect(twice.notes).toEqual(once.notes);
      }),
      runs,
    );
  });

  it("can be put back together as it was sent", () => {
    fc.assert(
      fc.property(tree, tree, source, (traits, properties, from) => {
        const sent = eventOf({ type: "identify", traits, properties, context: { traits } });
        const { event, originals } = standardise(sent, from);
        for (const part of ["traits", "properties", "context"] as const)
          expect(restored(part, event[part], originals ?? {})).toEqual(sent[part]);
      }),
      runs,
    );
  });

  it("does not depend on what was standardised before it", () => {
    fc.assert(
      fc.property(tree, source, (traits, from) => {
        const fresh = createStandardise({ defaultRegion: "DE", plans: [{ plan }] });
        const sent = identify(traits);
        expect(standardise(sent, from)).toEqual(fresh(sent, from));
      }),
      runs,
    );
  });
});
