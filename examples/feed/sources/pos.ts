import { fillForm } from "../people/contact.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn } from "../window.ts";
import type { Draft } from "../wire.ts";
import { PLACES } from "../words/places.ts";
import { PRODUCTS } from "../words/products.ts";
import type { World } from "../world.ts";
import { externalId } from "./external-id.ts";
import { lineOf, orderOf } from "./shopping-trip.ts";

/** Till receipts: with the loyalty card, with an e-mail for the receipt, or with nothing but the till. */
export function posRecords(person: Person, world: World, random: Random): Draft[] {
  const goes = person.browsers.length === 0 ? 2.8 : 1.7;
  return Array.from({ length: random.count(goes * person.activity) }, (): Draft => {
    const at = momentIn(world.window, random);
    const till = random.pick(world.tills);
    const card = random.chance(0.7) ? person.loyaltyId : null;
    const email =
      card === null && random.chance(0.35) ? fillForm(person, at, world, random).email : undefined;
    const products = Array.from({ length: random.int(1, 3) }, () =>
      lineOf(random.pick(PRODUCTS), random.int(1, 2)),
    );
    const { currency } = PLACES[person.household.country];
    return {
      source: "pos",
      person: card === null && email === undefined ? null : person.id,
      at,
      event: {
        type: "track",
        event: "Order Completed",
        properties: {
          ...orderOf(`T-${random.hex(10)}`, products, currency),
          shipping: 0,
          store: `shop-${till.slice(-1)}`,
        },
        context: {
          library: { name: "pos-bridge", version: "5.4.2" },
          device: { id: till, type: "till" },
          externalIds: card === null ? undefined : [externalId("loyalty_id", card)],
          traits: email === undefined ? undefined : { email },
        },
      },
    };
  });
}
