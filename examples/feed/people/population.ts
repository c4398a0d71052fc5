import { RATES } from "../hazards/rates.ts";
import type { Random } from "../../../platform/random.ts";
import type { Window } from "../window.ts";
import { drawHousehold } from "./household.ts";
import { drawPerson } from "./draw-person.ts";
import type { Household, Person } from "./person.ts";
import { drawPhone } from "./phone.ts";
import type { Registry } from "./registry.ts";

/** Draws that many people, household by household. */
export function drawPopulation(
  count: number,
  window: Window,
  registry: Registry,
  random: Random,
): readonly Person[] {
  const people: Person[] = [];
  for (let n = 1; people.length < count; n++) {
    const id = `h-${String(n).padStart(5, "0")}`;
    const own = random.fork(id);
    const household = drawHousehold(id, count - people.length, registry, own);
    const members: Person[] = [];
    for (let rank = 0; rank < household.size; rank++)
      members.push(
        drawPerson(people.length + rank + 1, rank, household, members, { window, registry }, own),
      );
    shareWithin(household, members, registry);
    people.push(...members);
  }
  return recyclePhones(people, window, registry, random.fork("recycled"));
}

function shareWithin(household: Household, members: readonly Person[], registry: Registry): void {
  const everybody = members.map(({ id }) => id);
  const { landline, tablet } = household;
  if (landline !== null)
    registry.share({ namespace: "phone", value: landline, kind: "landline", people: everybody });
  if (tablet !== null) {
    const { deviceId, anonymousId } = tablet;
    const people = everybody;
    registry.share({ namespace: "device_id", value: deviceId, kind: "household_device", people });
    registry.share({
      namespace: "anonymous_id",
      value: anonymousId,
      kind: "household_browser",
      people,
    });
  }
  const couple = members.filter(({ emailIsShared }) => emailIsShared);
  const email = couple[0]?.email;
  if (email !== undefined && email !== null)
    registry.share({
      namespace: "email",
      value: email,
      kind: "couple_email",
      people: couple.map(({ id }) => id),
    });
}

/** Gives some people a number that a stranger gave up in the middle of the window. */
function recyclePhones(
  people: readonly Person[],
  window: Window,
  registry: Registry,
  random: Random,
): readonly Person[] {
  const middle = (window.start + window.end) / 2;
  const changed = new Map<string, Person>();
  const candidates = people.filter((person) => person.phone !== null);
  for (const [i, giver] of candidates.entries()) {
    if (!random.chance(RATES.recycledPhone)) continue;
    const taker = candidates[(i + 7) % candidates.length];
    if (taker === undefined || giver.household === taker.household) continue;
    if (changed.has(giver.id) || changed.has(taker.id)) continue;
    const { country } = giver.household;
    const value = registry.claim("phone", () => drawPhone(country, "mobile", random));
    changed.set(giver.id, { ...giver, formerPhone: value, phoneSince: middle });
    changed.set(taker.id, { ...taker, phone: value, phoneSince: middle, mistypedPhone: null });
    registry.share({
      namespace: "phone",
      value,
      kind: "recycled_phone",
      people: [giver.id, taker.id],
    });
  }
  return people.map((person) => changed.get(person.id) ?? person);
}
