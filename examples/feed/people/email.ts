import type { Random } from "../../../platform/random.ts";
import { PLACES, type Country } from "../words/places.ts";

/** A mailbox made of a person's name; later attempts carry a number. */
export function drawEmail(
  firstName: string,
  lastName: string,
  country: Country,
  attempt: number,
  random: Random,
): string {
  const [first, last] = [ascii(firstName), ascii(lastName)];
  const local = random.pick([
    `${first}.${last}`,
    `${first.slice(0, 1)}.${last}`,
    `${first}_${last}`,
    `${last}.${first}`,
    `${first}${last.slice(0, 3)}`,
  ]);
  const number = attempt > 0 || random.chance(0.35) ? String(random.int(1, 99 + attempt)) : "";
  return `${local}${number}@${random.pick(PLACES[country].mailDomains)}`;
}

/** The same mailbox as a person may type it: other case, spaces around it. */
export function retypeEmail(email: string, random: Random): string {
  const [local = "", domain = ""] = email.split("@");
  return random.pick([
    email.toUpperCase(),
    `${local}@${domain.toUpperCase()}`,
    local.replace(/(^|[._])[a-z]/g, (letter) => letter.toUpperCase()) + `@${domain}`,
    `${email} `,
    ` ${email}`,
  ]);
}

function ascii(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
}
