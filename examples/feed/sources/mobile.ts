import type { Device, Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn } from "../window.ts";
import type { Draft, JsonObject } from "../wire.ts";
import { PLACES } from "../words/places.ts";
import type { World } from "../world.ts";
import { signIn, type Account } from "./account.ts";
import { shoppingTrip } from "./shopping-trip.ts";
import { openVisit } from "./visit.ts";

/** Visits to the app, on the own phone or on the household's tablet. */
export function mobileRecords(
  person: Person,
  account: Account | null,
  world: World,
  random: Random,
): Draft[] {
  const { tablet } = person.household;
  const mean = person.device === null ? (tablet === null ? 0 : 0.4) : 2.4;
  const known = new Set<string>();
  return Array.from({ length: random.count(mean * person.activity) }, () =>
    momentIn(world.window, random),
  )
    .sort((a, b) => a - b)
    .flatMap((at) => {
      const device = tablet !== null && random.chance(0.2) ? tablet : (person.device ?? tablet);
      return device === null ? [] : appVisit(person, account, device, at, known, world, random);
    });
}

function appVisit(
  person: Person,
  account: Account | null,
  device: Device,
  at: number,
  known: Set<string>,
  world: World,
  random: Random,
): readonly Draft[] {
  const { currency, locale } = PLACES[person.household.country];
  const visit = openVisit("mobile", person.id, at, device.anonymousId, appContext(device, locale));
  const shared = device === person.household.tablet;
  const mayName = account !== null && at >= account.since ? account : null;
  let named = mayName !== null && known.has(device.deviceId);
  if (named) visit.signedIn(mayName?.userId);
  visit.call({
    type: "track",
    event: "Application Opened",
    properties: { from_background: false },
  });
  visit.call({ type: "screen", name: "Home", properties: {} }, 2);
  if (mayName !== null && !named && random.chance(0.7)) {
    signIn(visit, mayName, at, "Signed In", world, random);
    if (!shared && random.chance(0.15))
      visit.call({ type: "alias", previousId: device.anonymousId });
    named = true;
  }
  for (const step of shoppingTrip(currency, 0.25, random)) {
    if (random.chance(0.6))
      visit.call({ type: "screen", name: step.title, properties: { path: step.path } }, 2);
    visit.step(step);
  }
  if (named && !shared) known.add(device.deviceId);
  if (named && shared) visit.call({ type: "track", event: "Signed Out" }, 20);
  return visit.drafts;
}

function appContext({ deviceId, system }: Device, locale: string): JsonObject {
  const apple = system === "ios";
  return {
    library: { name: apple ? "analytics-ios" : "analytics-android", version: "4.1.8" },
    app: { name: "Lindgrün", version: "8.3.1", namespace: "shop.lindgruen.app" },
    device: { id: deviceId, type: system, manufacturer: apple ? "Apple" : "Samsung" },
    os: { name: apple ? "iOS" : "Android", version: apple ? "18.2" : "15" },
    locale,
  };
}
