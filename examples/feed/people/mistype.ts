import type { Random } from "../../../platform/random.ts";

/** A slip of the keyboard: two neighbours swapped, a letter dropped, a letter doubled. Never the text itself. */
export function mistype(text: string, random: Random): string {
  // The first and the last letter are the ones that people get right.
  const at = random.int(1, Math.max(1, text.length - 3));
  const [before, one, two, after] = [
    text.slice(0, at),
    text.slice(at, at + 1),
    text.slice(at + 1, at + 2),
    text.slice(at + 2),
  ];
  const slips = [
    before + two + one + after,
    before + two + after,
    before + one + one + two + after,
  ];
  return random.pick(slips.filter((slip) => slip !== text));
}

/** A slip in the part before the @. */
export function mistypeEmail(email: string, random: Random): string {
  const [local = "", domain = ""] = email.split("@");
  return `${mistype(local, random).replace(/^[._]|[._]{2,}/g, "x")}@${domain}`;
}

/** One digit of the last four is another one. */
export function mistypePhone(e164: string, random: Random): string {
  const at = e164.length - random.int(1, 4);
  const digit = (Number(e164.slice(at, at + 1)) + random.int(1, 9)) % 10;
  return `${e164.slice(0, at)}${String(digit)}${e164.slice(at + 1)}`;
}
