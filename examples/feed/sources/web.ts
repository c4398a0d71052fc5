import { fillForm } from "../people/contact.ts";
import { anonymousIdAt } from "../people/device.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn } from "../window.ts";
import type { Draft } from "../wire.ts";
import { PLACES } from "../words/places.ts";
import type { World } from "../world.ts";
import { signIn, type Account } from "./account.ts";
import { shoppingTrip } from "./shopping-trip.ts";
import { openVisit } from "./visit.ts";
import { pageCall, webContext } from "./web-context.ts";

/** Where a visit to the web shop takes place. */
interface Seat {
  readonly anonymousId: string;
  readonly cookie: string | null;
  readonly ip: string;
  /** Set on a device that others use too. */
  readonly deviceId: string | undefined;
}

/** Visits to the web shop: most begin without a name, some end with one. */
export function webRecords(
  person: Person,
  account: Account | null,
  world: World,
  random: Random,
): Draft[] {
  if (person.browsers.length === 0) return [];
  const visits = Array.from({ length: 1 + random.count(1.1 * person.activity) }, () =>
    momentIn(world.window, random),
  );
  if (account?.isNew === true) visits.push(account.since);
  const known = new Set<string>();
  return visits
    .sort((a, b) => a - b)
    .flatMap((at) => webVisit(person, account, at, known, world, random));
}

function webVisit(
  person: Person,
  account: Account | null,
  at: number,
  known: Set<string>,
  world: World,
  random: Random,
): readonly Draft[] {
  const seat = seatAt(person, at, random);
  const { currency, locale } = PLACES[person.household.country];
  const visit = openVisit("web", person.id, at, seat.anonymousId, webContext(seat, locale));
  const shared = seat.deviceId !== undefined;
  const mayName = account !== null && at >= account.since ? account : null;
  let named = mayName !== null && known.has(seat.anonymousId) && random.chance(0.75);
  if (named) visit.signedIn(mayName?.userId);
  visit.call(pageCall("Home", "/", random));
  const trip = shoppingTrip(currency, 0.35, random);
  const opens = at === account?.since && account.isNew;
  const signsAt = opens || random.chance(shared ? 0.85 : 0.6) ? random.int(0, trip.length - 1) : -1;
  for (const [i, step] of trip.entries()) {
    if (i === signsAt && mayName !== null && !named) {
      signIn(visit, mayName, at, opens ? "Signed Up" : "Signed In", world, random);
      if (opens && random.chance(0.2)) visit.call({ type: "alias", previousId: seat.anonymousId });
      named = true;
    }
    if (random.chance(0.4)) visit.call(pageCall(step.title, step.path, random), 2);
    const guest = step.event === "Order Completed" && !named;
    const email = guest ? fillForm(person, at, world, random).email : undefined;
    visit.step(step, email === undefined ? undefined : { traits: { email } });
  }
  if (named && !shared) known.add(seat.anonymousId);
  // The shop's site keeps the anonymous id when somebody signs out.
  if (named && shared) visit.call({ type: "track", event: "Signed Out" }, 20);
  return visit.drafts;
}

function seatAt(person: Person, at: number, random: Random): Seat {
  const { tablet } = person.household;
  const browser = random.pick(person.browsers);
  if (tablet !== null && random.chance(0.35))
    return {
      anonymousId: tablet.anonymousId,
      cookie: null,
      ip: browser.ip,
      deviceId: tablet.deviceId,
    };
  const { cookie, ip } = browser;
  return { anonymousId: anonymousIdAt(browser, at), cookie, ip, deviceId: undefined };
}
