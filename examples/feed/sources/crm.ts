import { fillForm } from "../people/contact.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn } from "../window.ts";
import type { Draft } from "../wire.ts";
import type { World } from "../world.ts";
import { externalId } from "./external-id.ts";

/** Rows of the CRM: each is written once and changed now and then. Two rows of one person were typed in twice. */
export function crmRecords(person: Person, world: World, random: Random): Draft[] {
  return person.crmIds.flatMap((crmId) => {
    const first = momentIn(world.window, random, 0, 0.5);
    const contact = fillForm(person, first, world, random);
    const later = Array.from({ length: random.count(0.8) }, () =>
      momentIn(world.window, random, 0.5, 1),
    );
    const { street, city, postalCode, country } = person.household;
    return [first, ...later].map((at): Draft => ({
      source: "crm",
      person: person.id,
      at,
      event: {
        type: "identify",
        traits: {
          ...contact,
          birthday: random.chance(0.85) ? person.birthday : undefined,
          address: { street, city, postalCode, country },
          customerSegment: random.pick(["A", "B", "C"]),
        },
        context: {
          library: { name: "crm-export", version: "3.2.0" },
          externalIds: [externalId("crm_id", crmId)],
        },
      },
    }));
  });
}
