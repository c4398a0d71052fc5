import fc from "fast-check";
import type { JudgedItem } from "../../../pipeline/acceptance/watch.ts";
import type { WireEvent } from "../../../pipeline/wire/wire-event.ts";
import type { Batch } from "./oracle.ts";

/** An event as it was checked. */
export function wireEvent(rest: Partial<WireEvent> = {}): WireEvent {
  return {
    type: "track",
    messageId: "m",
    userId: "u",
    anonymousId: null,
    previousId: null,
    groupId: null,
    name: "Viewed",
    properties: {},
    traits: {},
    context: {},
    timestamp: null,
    ...rest,
  };
}

/** An item that was judged. */
export function judgedItem(rest: Partial<JudgedItem> = {}): JudgedItem {
  const event = rest.event === undefined ? wireEvent() : rest.event;
  return {
    outcome: "ACCEPTED",
    code: null,
    field: null,
    event,
    document: null,
    notes: [],
    plan: null,
    result: { index: 0, messageId: "m", outcome: "ACCEPTED", id: null, error: null, notes: [] },
    ...rest,
  };
}

/** Any batches of a few sources over three days, days' edges among them. */
export const anyBatches: fc.Arbitrary<Batch[]> = fc.array(
  fc.record({
    source: fc.constantFrom("web", "pos.shop", "$crm"),
    receivedAt: fc.oneof(
      fc.constantFrom(
        new Date("2026-05-01T23:59:59.999Z"),
        new Date("2026-05-02T00:00:00.000Z"),
        new Date("2026-05-02T23:59:59.999Z"),
        new Date("2026-05-03T00:00:00.000Z"),
      ),
      fc.date({
        min: new Date("2026-05-01T00:00:00Z"),
        max: new Date("2026-05-03T23:59:59.999Z"),
        noInvalidDate: true,
      }),
    ),
    items: fc.array(anyItem(), { maxLength: 12 }),
  }),
  { maxLength: 20 },
);

function anyItem(): fc.Arbitrary<JudgedItem> {
  const value = fc.oneof(
    fc.constantFrom<unknown>("", "  ", null, 0, -1.5, true, "text", [], [1], {}, { a: 1 }),
    fc.string(),
  );
  const names = fc.constantFrom("price", "a.b", "$set", "", "__proto__", "constructor", "0", "%");
  const holds = fc
    .array(fc.tuple(names, value), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries));
  const event = fc
    .record({
      type: fc.constantFrom("track" as const, "identify" as const),
      name: fc.constantFrom("Viewed", "Order Completed", "a.b:c"),
      userId: fc.option(fc.constant("u")),
      properties: holds,
      traits: holds,
    })
    .map((rest) => wireEvent(rest));
  return fc.oneof(
    event.map((one) => judgedItem({ event: one })),
    event.map((one) => judgedItem({ event: one, notes: ["email: is a stand-in"] })),
    event.map((one) => judgedItem({ event: one, outcome: "DUPLICATE", notes: ["email: is …"] })),
    event.map((one) =>
      judgedItem({ event: one, outcome: "QUARANTINED", code: "id_conflict", field: "messageId" }),
    ),
    event.map((one) =>
      judgedItem({ event: one, outcome: "REJECTED", code: "too_long", field: "properties.a.b[3]" }),
    ),
    fc.constant(
      judgedItem({ event: null, outcome: "REJECTED", code: "invalid_type", field: null }),
    ),
  );
}
