import { writeEmail } from "../people/contact.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn } from "../window.ts";
import type { Draft } from "../wire.ts";
import { PLACES } from "../words/places.ts";
import type { World } from "../world.ts";
import { signIn, type Account } from "./account.ts";
import { shoppingTrip } from "./shopping-trip.ts";
import { openVisit, type Visit } from "./visit.ts";
import { pageCall, webContext } from "./web-context.ts";

/** Visits at the kiosk in the shop, which has one device id and one anonymous id for everybody. */
export function kioskRecords(
  person: Person,
  account: Account | null,
  world: World,
  random: Random,
): Draft[] {
  const { email } = person;
  if (!person.usesKiosk || email === null) return [];
  return Array.from({ length: random.int(1, 2) }).flatMap(() => {
    const at = momentIn(world.window, random);
    const { currency } = PLACES[person.household.country];
    const visit = openKiosk(person.id, at, world, random);
    if (account !== null && at >= account.since)
      signIn(visit, account, at, "Signed In", world, random);
    else visit.call({ type: "identify", traits: { email: writeEmail(email, world, random) } }, 15);
    for (const step of shoppingTrip(currency, 0.3, random)) visit.step(step);
    visit.call({ type: "track", event: "Signed Out" }, 20);
    return visit.drafts;
  });
}

/** People who look something up at the kiosk and give no name; nobody can tell who they are. */
export function strangersAtKiosk(visits: number, world: World, random: Random): Draft[] {
  return Array.from({ length: visits }).flatMap(() => {
    const visit = openKiosk(null, momentIn(world.window, random), world, random);
    for (const step of shoppingTrip("EUR", 0, random)) visit.step(step);
    return visit.drafts;
  });
}

function openKiosk(person: string | null, at: number, world: World, random: Random): Visit {
  const { deviceId, anonymousId } = world.kiosk;
  const context = webContext({ cookie: null, ip: "192.0.2.10", deviceId }, "de-DE");
  const visit = openVisit("web", person, at, anonymousId, context);
  visit.call(pageCall("Kiosk", "/kiosk", random));
  return visit;
}
