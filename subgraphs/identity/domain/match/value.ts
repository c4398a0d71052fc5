import anyAscii from "any-ascii";
import { doubleMetaphone } from "double-metaphone";

/** A normalised value: what comparisons and blocking keys read. */
export interface Value {
  /** Equal exactly where the values are equal for us; empty never occurs. */
  readonly key: string;
  /** Its words; for an e-mail address the local part and the domain; for a birth date year, month and day. */
  readonly parts: readonly string[];
  /** How it sounds (primary Double Metaphone code, L. Philips 2000); empty where sound says nothing. */
  readonly sound: string;
}

/** What people and programs write where they know nothing. */
const NOTHING = new Set(
  "null none nil nan na unknown undefined notknown notgiven missing xxx test anonymous".split(" "),
);

/** Lower-case ASCII words of a text in any script; letters and digits alone. */
export function words(text: string): string[] {
  return anyAscii(text.slice(0, 256).normalize("NFKC"))
    .toLowerCase()
    .replace(/['’`]/g, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** A text as a value: spaces and punctuation do not tell two values apart. */
export function textValue(parts: readonly string[]): Value | null {
  const key = parts.join("");
  if (key === "" || NOTHING.has(key)) return null;
  return { key, parts, sound: /[a-z]/.test(key) ? doubleMetaphone(key)[0] : "" };
}

/** A code (postcode, state, number): letters and digits, as one word. */
export function codeValue(text: string): Value | null {
  const parts = words(text);
  const key = parts.join("");
  return key === "" || NOTHING.has(key) ? null : { key, parts, sound: "" };
}

/** A phone number by its last nine digits, which survive trunk and country prefixes; fewer than seven are none. */
export function phoneValue(text: string): Value | null {
  const digits = text.replace(/\D/g, "").slice(-9);
  if (digits.length < 7 || /^(\d)\1+$/.test(digits)) return null;
  return { key: digits, parts: [digits.slice(-7)], sound: "" };
}

/** An e-mail address; one without a local part is none. Case is folded, nothing else. */
export function emailValue(text: string): Value | null {
  const folded = text.trim().toLowerCase().slice(0, 256);
  const at = folded.lastIndexOf("@");
  const local = at < 0 ? folded : folded.slice(0, at);
  if (local === "" || NOTHING.has(local)) return null;
  return { key: folded, parts: [local, at < 0 ? "" : folded.slice(at + 1)], sound: "" };
}
