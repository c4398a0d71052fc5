import { anonymousIdAt } from "../people/device.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn, SECOND } from "../window.ts";
import type { Draft } from "../wire.ts";
import type { World } from "../world.ts";

/** Arrivals by advertisement: a click id and a campaign, and nobody's name. */
export function adsRecords(person: Person, world: World, random: Random): Draft[] {
  if (person.browsers.length === 0) return [];
  return Array.from({ length: random.count(0.5 * person.activity) }).flatMap(() => {
    const at = momentIn(world.window, random);
    const anonymousId = anonymousIdAt(random.pick(person.browsers), at);
    const network = random.pick(["google", "facebook"]);
    const click =
      network === "google"
        ? { gclid: `Cj0K${random.hex(24)}` }
        : { fbclid: `IwAR${random.hex(24)}` };
    const query = new URLSearchParams(click).toString();
    const name = random.pick(["spring-sale", "brand", "retargeting"]);
    const context = {
      library: { name: "ads-collector", version: "0.8.3" },
      campaign: { name, source: network, medium: "cpc", content: random.pick(["a", "b"]) },
    };
    const url = `https://www.lindgruen-shop.de/landing/${name}?${query}`;
    return [
      draft(person, at, {
        type: "track",
        event: "Ad Clicked",
        anonymousId,
        properties: { network, ...click },
        context,
      }),
      draft(person, at + 2 * SECOND, {
        type: "page",
        name: "Landing",
        anonymousId,
        properties: { url, path: `/landing/${name}`, title: "Landing", search: `?${query}` },
        context,
      }),
    ];
  });
}

function draft(person: Person, at: number, event: Draft["event"]): Draft {
  return { source: "ads", person: person.id, at, event };
}
