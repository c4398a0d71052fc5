import type { Random } from "../../../platform/random.ts";
import type { World } from "../world.ts";
import { retypeEmail } from "./email.ts";
import { mistype } from "./mistype.ts";
import type { Person } from "./person.ts";
import { writePhone } from "./phone.ts";

/** What somebody fills into a form. */
export interface Contact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/** A form filled in at an instant: now and then the other e-mail, the landline, or a slip. */
export function fillForm(person: Person, at: number, world: World, random: Random): Contact {
  const slip = world.strikes("mistypedName", random);
  const first = slip && random.chance(0.4);
  const address =
    person.mistypedEmail !== null && random.chance(0.5)
      ? person.mistypedEmail
      : person.otherEmail !== null && random.chance(0.5)
        ? person.otherEmail
        : person.email;
  const mobile =
    person.mistypedPhone !== null && random.chance(0.5)
      ? person.mistypedPhone
      : phoneAt(person, at);
  const { landline } = person.household;
  const number = landline !== null && (mobile === null || random.chance(0.4)) ? landline : mobile;
  return {
    firstName: first ? mistype(person.firstName, random) : person.firstName,
    lastName: slip && !first ? mistype(person.lastName, random) : person.lastName,
    email: address === null ? undefined : writeEmail(address, world, random),
    phone: number === null ? undefined : writePhone(number, random),
  };
}

/** An e-mail as it comes into a record. */
export function writeEmail(email: string, world: World, random: Random): string {
  return world.strikes("retypedEmail", random) ? retypeEmail(email, random) : email;
}

/** The mobile number that is somebody's at an instant. */
export function phoneAt(person: Person, at: number): string | null {
  return at >= person.phoneSince ? person.phone : person.formerPhone;
}
