import { carriedBy, withCarried, type Carried } from "../carriers.ts";
import type { Random } from "../../../platform/random.ts";
import type { Draft } from "../wire.ts";
import type { World } from "../world.ts";

const NOTHINGS = [
  "null",
  "undefined",
  "anonymous",
  "unknown",
  "0000-0000",
  "-",
  "n/a",
  "[object Object]",
];
const LONG = "x".repeat(300);
const ZEROES = "00000000-0000-0000-0000-000000000000";

/**
 * Values that stand where an identifier should, and identify nobody. The 300 characters stand only where the write
 * path takes them: a `userId` or `anonymousId` of that length is refused at the door.
 */
export const GARBAGE: Readonly<Record<string, readonly string[]>> = {
  user_id: [...NOTHINGS, "0", "guest", ""],
  anonymous_id: [...NOTHINGS, ZEROES],
  device_id: [ZEROES, "0000000000000000", "unknown", "null", LONG],
  email: [
    "test@test.com",
    "noreply@lindgruen-shop.de",
    "info@lindgruen-shop.de",
    "unknown",
    "n/a",
    "-",
    "",
    LONG,
  ],
  phone: ["0", "0000000000", "unknown", "-", "n/a", ""],
  loyalty_id: ["0000-0000", "null", "undefined", LONG],
  cookie: ["undefined", "null"],
  crm_id: ["null", "[object Object]", "-"],
};

/** What may be spoilt beside something that stays right. A row's own key (crm, loyalty) is not. */
const SPOILT = ["device_id", "anonymous_id", "email", "phone"];

/** Puts garbage into some records: beside the identifiers that are right, or in place of all of them. */
export function spoil(drafts: readonly Draft[], world: World, random: Random): Draft[] {
  return drafts.map((draft) => {
    if ("consent" in draft.event.context || draft.event.type === "alias") return draft;
    if (world.strikes("garbageOnly", random)) return spoilAll(draft, random);
    // Asked only where there is a place for it, so that the rate means what it says.
    const place = draft.person === null ? null : placeFor(draft.event);
    if (place === null || !world.strikes("garbageBeside", random)) return draft;
    return { ...draft, event: withCarried(draft.event, garbageOf(place, random, true)) };
  });
}

function spoilAll(draft: Draft, random: Random): Draft {
  let { event } = draft;
  // A name or an address beside the garbage would still tell who it was.
  if (event.type === "identify") {
    const { email, phone } = event.traits ?? {};
    event = { ...event, traits: { email, phone } };
  }
  for (const { namespace } of carriedBy(event))
    event = withCarried(event, garbageOf(namespace, random, false));
  return { ...draft, person: null, event };
}

/** Which identifier can be garbage while others stay right; null where it is the only one. */
function placeFor(event: Draft["event"]): string | null {
  // A visitor who is not signed in gets a broken userId, as from a template that was not filled in.
  if (event.userId === undefined && event.anonymousId !== undefined) return "user_id";
  const carried = carriedBy(event).map(({ namespace }) => namespace);
  return carried.length > 1 ? (SPOILT.find((one) => carried.includes(one)) ?? null) : null;
}

function garbageOf(namespace: string, random: Random, mayBeEmpty: boolean): Carried {
  const values = (GARBAGE[namespace] ?? NOTHINGS).filter((value) => mayBeEmpty || value !== "");
  return { namespace, value: random.pick(values) };
}
