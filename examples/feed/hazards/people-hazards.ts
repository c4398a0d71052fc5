import type { Person } from "../people/person.ts";
import type { SharedValue } from "../people/registry.ts";
import type { Tally } from "./tally.ts";

/** Counts the hazards that lie in who people are, not in one record. */
export function notePeople(
  people: readonly Person[],
  shared: readonly SharedValue[],
  tally: Tally,
): void {
  const recycled = new Set(
    shared.filter(({ kind }) => kind === "recycled_phone").map((one) => one.people[0]),
  );
  for (const person of people) {
    const { household, rank } = person;
    if (rank === 0 && household.size > 1) {
      tally.note("sharedTablet", household.tablet !== null);
      tally.note("landline", household.landline !== null);
      tally.note("coupleEmail", household.couple);
      tally.note("disagreeingHousehold", household.disagrees);
    }
    tally.note("kiosk", person.usesKiosk);
    if (person.phone !== null) {
      tally.note("recycledPhone", recycled.has(person.id));
      tally.note("mistypedPhone", person.mistypedPhone !== null);
    }
    if (person.email !== null) {
      tally.note("mistypedEmail", person.mistypedEmail !== null);
      tally.note("otherEmail", person.otherEmail !== null);
    }
    if (person.crmIds.length > 0) tally.note("twoCrmRows", person.crmIds.length > 1);
    for (const { laterAnonymousId } of person.browsers)
      tally.note("clearedCookies", laterAnonymousId !== null);
  }
}
