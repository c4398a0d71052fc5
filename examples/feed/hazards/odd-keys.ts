import type { Random } from "../../../platform/random.ts";
import type { Draft, JsonObject } from "../wire.ts";
import type { World } from "../world.ts";

const ODD: readonly JsonObject[] = [
  { "utm.source": "newsletter", "utm.medium": "email" },
  { $browser: "Firefox", $set: { beta: true } },
  { "price.$": 19.9 },
  { "a.b.c": { "d.e": 1 } },
  { "items.0.sku": "KI-101", "": "nameless" },
];

/** Gives some track calls property keys that a document store must not trip over. */
export function oddKeys(drafts: readonly Draft[], world: World, random: Random): Draft[] {
  return drafts.map((draft) => {
    if (draft.event.type !== "track" || !world.strikes("oddKeys", random)) return draft;
    const properties = { ...draft.event.properties, ...random.pick(ODD) };
    return { ...draft, event: { ...draft.event, properties } };
  });
}
