import { RATES } from "../hazards/rates.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn, type Window } from "../window.ts";
import { namesOf } from "../words/names.ts";
import { drawBrowser, drawDevice } from "./device.ts";
import { drawEmail } from "./email.ts";
import { mistypeEmail, mistypePhone } from "./mistype.ts";
import type { Household, Person } from "./person.ts";
import { drawPhone } from "./phone.ts";
import type { Registry } from "./registry.ts";

/** Draws the next member of a household. */
export function drawPerson(
  number: number,
  rank: number,
  household: Household,
  before: readonly Person[],
  { window, registry }: { readonly window: Window; readonly registry: Registry },
  random: Random,
): Person {
  const { country } = household;
  const names = namesOf(country);
  const firstName = random.pick(names.first);
  const lastName = random.chance(0.75)
    ? (before[0]?.lastName ?? random.pick(names.last))
    : random.pick(names.last);
  const newEmail = (): string =>
    registry.claim("email", (attempt) => drawEmail(firstName, lastName, country, attempt, random));

  const emailIsShared = household.couple && rank < 2;
  const online = random.chance(0.82) || emailIsShared;
  const hasEmail = online || random.chance(0.5);
  const email = !hasEmail
    ? null
    : emailIsShared && rank === 1
      ? (before[0]?.email ?? newEmail())
      : newEmail();
  const phone = random.chance(0.8)
    ? registry.claim("phone", () => drawPhone(country, "mobile", random))
    : null;
  const account = online && email !== null && random.chance(0.78);
  const inCrm = random.chance(0.55);
  const crmRows = inCrm ? (random.chance(RATES.twoCrmRows) ? 2 : 1) : 0;
  const inLoyalty = random.chance(0.45);
  return {
    id: `p-${String(number).padStart(5, "0")}`,
    household,
    rank,
    firstName,
    lastName,
    birthday: birthday(rank, random),
    activity: Math.min(3.5, Math.max(0.2, Math.exp(0.6 * random.normal() - 0.1))),
    userId: account ? `u_${random.hex(12)}` : null,
    userSince: account && random.chance(0.3) ? momentIn(window, random, 0.05, 0.7) : window.start,
    email,
    emailIsShared,
    otherEmail: email !== null && random.chance(RATES.otherEmail) ? newEmail() : null,
    phone,
    phoneSince: window.start,
    formerPhone: null,
    mistypedEmail:
      email !== null && !emailIsShared && random.chance(RATES.mistypedEmail)
        ? registry.claim("email", () => mistypeEmail(email, random))
        : null,
    mistypedPhone:
      phone !== null && random.chance(RATES.mistypedPhone)
        ? registry.claim("phone", () => mistypePhone(phone, random))
        : null,
    // Without a trace of any other kind, somebody has a loyalty card at least.
    loyaltyId:
      inLoyalty || (!online && crmRows === 0)
        ? registry.claim("loyalty_id", () => `LC${String(random.int(1e8, 1e9 - 1))}`)
        : null,
    crmIds: Array.from({ length: crmRows }, () => `C-${random.hex(10)}`),
    browsers: Array.from({ length: online ? random.int(1, 2) : 0 }, () =>
      drawBrowser(window, random),
    ),
    device: online && random.chance(0.4) ? drawDevice(random) : null,
    usesKiosk: email !== null && random.chance(KIOSK_OF_MAIL),
  };
}

/** The kiosk asks for an e-mail, which nine in ten people have. */
const KIOSK_OF_MAIL = RATES.kiosk / 0.91;

function birthday(rank: number, random: Random): string {
  const year = rank < 2 ? random.int(1948, 2004) : random.int(1996, 2008);
  const [month, day] = [random.int(1, 12), random.int(1, 28)];
  return `${String(year)}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
