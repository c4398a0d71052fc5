import { anonymousIdAt } from "../people/device.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { DAY, momentIn } from "../window.ts";
import type { Draft } from "../wire.ts";
import type { World } from "../world.ts";
import type { Account } from "./account.ts";

/** What people are asked about; the ids are those of the default policy. */
const FEED_PURPOSES = ["analytics", "personalisation", "marketing"] as const;

/** The purposes that somebody decided on, each granted (true) or denied. */
export type Choices = Readonly<Partial<Record<(typeof FEED_PURPOSES)[number], boolean>>>;

/** Somebody's decisions, and what they amount to. */
export interface Consents {
  readonly drafts: readonly Draft[];
  readonly inForce: Choices;
}

const NONE: Consents = { drafts: [], inForce: {} };

/**
 * A banner first, for some the preference centre or an unsubscribe link later. A later grant names at least the
 * identifiers that an earlier denial named, as the preference centre of a signed-in browser does.
 */
export function consentRecords(
  person: Person,
  account: Account | null,
  world: World,
  random: Random,
): Consents {
  const seat = seatOf(person, account, world, random);
  if (seat === null || (!person.household.disagrees && random.chance(0.2))) return NONE;
  const known = account !== null && seat.at > account.since ? account.userId : undefined;
  const first = person.household.disagrees ? everything(person.rank === 0) : bannerChoices(random);
  const banner = decision(person, seat.at, seat, known, undefined, first);
  const later = seat.at + random.int(5, 40) * DAY;
  const purpose = random.pick(FEED_PURPOSES);
  const mind = { ...first, [purpose]: first[purpose] !== true };
  const changes =
    account !== null &&
    later > account.since &&
    later < world.window.end &&
    !person.household.disagrees &&
    random.chance(0.2) &&
    seat.idAt(later) === seat.idAt(seat.at);
  if (changes) {
    const email = person.emailIsShared ? undefined : (person.email ?? undefined);
    const centre = decision(person, later, seat, account.userId, email, mind);
    return { drafts: [banner, centre], inForce: mind };
  }
  const { email } = person;
  if (email === null || person.emailIsShared || !random.chance(0.05))
    return { drafts: [banner], inForce: first };
  const at = momentIn(world.window, random, 0.75, 1);
  return {
    drafts: [banner, unsubscribe(person, email, at)],
    inForce: { ...first, marketing: false },
  };
}

/** The browser, or the shared tablet of a household that disagrees, on which somebody decides. */
interface Seat {
  readonly at: number;
  readonly deviceId: string | undefined;
  idAt(at: number): string;
}

function seatOf(
  person: Person,
  account: Account | null,
  world: World,
  random: Random,
): Seat | null {
  const { tablet, disagrees } = person.household;
  const browser = person.browsers[0];
  const at = momentIn(world.window, random, 0, 0.6);
  if (browser === undefined) return null;
  if (tablet !== null && disagrees && account !== null && at > account.since)
    return { at, deviceId: tablet.deviceId, idAt: () => tablet.anonymousId };
  return { at, deviceId: undefined, idAt: (when) => anonymousIdAt(browser, when) };
}

function decision(
  person: Person,
  at: number,
  seat: Seat,
  userId: string | undefined,
  email: string | undefined,
  choices: Choices,
): Draft {
  const call =
    email === undefined
      ? ({ type: "track", event: "Segment Consent Preference Updated" } as const)
      : ({ type: "identify", traits: { email } } as const);
  const context = {
    library: { name: "analytics.js", version: "next-1.70.0" },
    device: seat.deviceId === undefined ? undefined : { id: seat.deviceId, type: "tablet" },
    consent: { categoryPreferences: choices },
  };
  const event = { ...call, userId, anonymousId: seat.idAt(at), context };
  return { source: "web", person: person.id, at, event };
}

function unsubscribe(person: Person, email: string, at: number): Draft {
  const context = {
    library: { name: "mailer", version: "1.9.0" },
    traits: { email },
    consent: { categoryPreferences: { marketing: false } },
  };
  const event = { type: "track", event: "Unsubscribed", context } as const;
  return { source: "email", person: person.id, at, event };
}

function bannerChoices(random: Random): Choices {
  const kind = random.weighted([
    ["all", 55],
    ["none", 20],
    ["some", 25],
  ]);
  if (kind !== "some") return everything(kind === "all");
  return { analytics: random.chance(0.7), personalisation: random.chance(0.5), marketing: false };
}

function everything(granted: boolean): Choices {
  return { analytics: granted, personalisation: granted, marketing: granted };
}
