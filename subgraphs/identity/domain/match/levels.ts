import { isNickname } from "./nicknames.ts";
import { edits, jaroWinkler } from "./similarity.ts";
import type { Value } from "./value.ts";

/**
 * Agreement levels, the strongest first. A level is the place in the list; the last is "different". Every function is
 * symmetric and is called with two known values.
 */
export const TEXT_LEVELS = ["exact", "near", "close", "similar", "different"] as const;

/** Words that differ by typing: one edit, sound or two edits, then the same beginning and letters (Jaro–Winkler). */
export function textLevel(a: Value, b: Value): number {
  if (a.key === b.key) return 0;
  const [x, y] = [a.key, b.key];
  const jw = jaroWinkler(x, y);
  if (jw < 0.75) return 4;
  const short = Math.min(x.length, y.length);
  const far = Math.abs(x.length - y.length) > 2 ? 3 : edits(x, y);
  if (far <= 1 && short >= 3) return 1;
  if (jw >= 0.92 || (far <= 2 && short >= 5) || (a.sound !== "" && a.sound === b.sound)) return 2;
  return jw >= 0.82 ? 3 : 4;
}

export const GIVEN_LEVELS = [
  "exact",
  "nickname",
  "near",
  "close",
  "swapped",
  "initial",
  "similar",
  "different",
] as const;
const GIVEN_OF_TEXT = [0, 2, 3, 6, 7];

/** Given names: forms of one name, an initial for the name, the first of several names for all of them. */
export function givenLevel(a: Value, b: Value): number {
  const plain = textLevel(a, b);
  if (plain === 0) return 0;
  const [x = "", y = ""] = [a.parts[0], b.parts[0]];
  if (isNickname(x, y)) return 1;
  if (plain <= 1) return 2;
  const several = a.parts.length + b.parts.length > 2;
  if (several && x === y && x.length > 2) return 2;
  if (plain === 2 && !initials(x, y)) return 3;
  return initials(x, y) && x[0] === y[0] ? 5 : (GIVEN_OF_TEXT[plain] ?? 7);
}

function initials(x: string, y: string): boolean {
  return x.length === 1 || y.length === 1;
}

export const SURNAME_LEVELS = [
  "exact",
  "near",
  "close",
  "swapped",
  "part",
  "similar",
  "different",
] as const;
const SURNAME_OF_TEXT = [0, 1, 2, 5, 6];

/** Surnames: `part` where a word of one occurs anywhere in the other's name: double names, maiden names, titles. */
export function surnameLevel(
  a: Value,
  b: Value,
  wordsOfA: readonly string[],
  wordsOfB: readonly string[],
): number {
  const plain = textLevel(a, b);
  if (plain <= 2) return plain;
  if (anyOf(a.parts, b.parts) || anyOf(a.parts, wordsOfB) || anyOf(b.parts, wordsOfA)) return 4;
  return SURNAME_OF_TEXT[plain] ?? 6;
}

function anyOf(some: readonly string[], all: readonly string[]): boolean {
  for (const word of some) if (word.length > 2 && all.includes(word)) return true;
  return false;
}

export const WORDS_LEVELS = ["several", "one", "none"] as const;

/** The further words of two names: how many both have, a mistyped long word counted as the same. */
export function wordsLevel(a: Value, b: Value): number {
  let same = 0;
  for (const word of a.parts)
    for (const other of b.parts)
      if (
        word === other ||
        (word.length > 4 && other.length > 4 && jaroWinkler(word, other) > 0.93)
      ) {
        same++;
        break;
      }
  return same >= 2 ? 0 : same === 1 ? 1 : 2;
}

export const DATE_LEVELS = [
  "exact",
  "near",
  "partly known",
  "two edits",
  "same year",
  "different",
] as const;

/**
 * Birth dates: one slip of the keyboard or day and month swapped; the year alone known (an unknown or first-of-January
 * day); two slips; the year.
 */
export function dateLevel(a: Value, b: Value): number {
  if (a.key === b.key) return 0;
  const [year, month = "", day = ""] = a.parts;
  const [otherYear, otherMonth = "", otherDay = ""] = b.parts;
  const sameYear = year === otherYear;
  if (sameYear && month === otherDay && day === otherMonth) return 1;
  if (sameYear && (vague(month, day) || vague(otherMonth, otherDay))) return 2;
  const far = edits(a.key, b.key);
  if (far <= 1) return 1;
  if (far === 2) return 3;
  return sameYear ? 4 : 5;
}

function vague(month: string, day: string): boolean {
  return month === "00" || day === "00" || (month === "01" && day === "01");
}

export const EMAIL_LEVELS = ["exact", "near", "local part", "similar", "different"] as const;

/** E-mail addresses: mistyped as a whole, or the same local part at another provider. */
export function emailLevel(a: Value, b: Value): number {
  if (a.key === b.key) return 0;
  const [x = "", y = ""] = [a.parts[0], b.parts[0]];
  const far = Math.abs(x.length - y.length) > 2 ? 3 : edits(x, y);
  const domain = jaroWinkler(a.parts[1] ?? "", b.parts[1] ?? "");
  if (domain > 0.85 && (far <= 1 || (far <= 2 && x.length > 7))) return 1;
  if (far === 0) return 2;
  return (far <= 2 && x.length > 5) || (x.length > 3 && jaroWinkler(x, y) >= 0.9) ? 3 : 4;
}

export const CODE_LEVELS = ["exact", "near", "same area", "different"] as const;

/** Postcodes: one slip, or the same leading half (the area, in most systems). */
export function postcodeLevel(a: Value, b: Value): number {
  if (a.key === b.key) return 0;
  if (edits(a.key, b.key) <= 1) return 1;
  const head = Math.ceil(Math.min(a.key.length, b.key.length) / 2);
  return a.key.slice(0, head) === b.key.slice(0, head) ? 2 : 3;
}

export const NUMBER_LEVELS = ["exact", "near", "two edits", "different"] as const;

/** Numbers that are typed (national ids, phones): one slip, two slips. Numbers under five digits have no two. */
export function numberLevel(a: Value, b: Value): number {
  if (a.key === b.key) return 0;
  const far = edits(a.key, b.key);
  const short = Math.min(a.key.length, b.key.length);
  if (far <= 1 && short > 1) return 1;
  return far === 2 && short > 4 ? 2 : 3;
}

/** Phones: the last seven digits decide, since prefixes are written or not. */
export function phoneLevel(a: Value, b: Value): number {
  if (a.parts[0] === b.parts[0]) return 0;
  const far = edits(a.parts[0] ?? "", b.parts[0] ?? "");
  return far <= 1 ? 1 : far === 2 ? 2 : 3;
}

export const SAME_LEVELS = ["exact", "different"] as const;

/** Codes that are the same or not. */
export function sameLevel(a: Value, b: Value): number {
  return a.key === b.key ? 0 : 1;
}
