import { fillForm } from "../people/contact.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn } from "../window.ts";
import type { Draft } from "../wire.ts";
import type { World } from "../world.ts";
import { externalId } from "./external-id.ts";

const TIERS = ["bronze", "silver", "gold"] as const;

/** The loyalty programme: enrolment, points, and a tier that some rise in. */
export function loyaltyRecords(person: Person, world: World, random: Random): Draft[] {
  const { loyaltyId } = person;
  if (loyaltyId === null) return [];
  const context = {
    library: { name: "loyalty-hub", version: "2.0.1" },
    externalIds: [externalId("loyalty_id", loyaltyId)],
  };
  const draft = (at: number, event: Omit<Draft["event"], "context">): Draft => ({
    source: "loyalty",
    person: person.id,
    at,
    event: { ...event, context },
  });
  const enrolled = momentIn(world.window, random, 0, 0.3);
  const contact = fillForm(person, enrolled, world, random);
  const tier = random.int(0, 1);
  const member = (rank: number): Omit<Draft["event"], "context"> => ({
    type: "identify",
    traits: { ...contact, loyaltyTier: TIERS[rank] ?? "gold", loyaltyPoints: random.int(0, 4000) },
  });
  const points = Array.from({ length: random.count(2.6 * person.activity) }, () => {
    const amount = random.int(5, 260);
    const properties = { points: amount, reason: random.pick(["purchase", "birthday", "bonus"]) };
    const at = momentIn(world.window, random, 0.3, 1);
    return draft(at, { type: "track", event: "Points Earned", properties });
  });
  const rise = random.chance(0.2)
    ? [draft(momentIn(world.window, random, 0.4, 1), member(tier + 1))]
    : [];
  return [draft(enrolled, member(tier)), ...points, ...rise];
}
