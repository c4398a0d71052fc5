import type { Value } from "./value.ts";

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * A birth date in one of the usual ways of writing: `19081209`, `1908-12-09` (also with a time), `09/12/1908` with the
 * day first, or month first where `monthFirst` says so or the day cannot be a month; `9 Dec 1908`; `1908-12`; `1908`.
 * What is not known of it is 00; a year outside 1000–2100, and whatever else, is no date.
 */
export function birthDateValue(text: string, monthFirst: boolean): Value | null {
  const date = read(text.trim().toLowerCase(), monthFirst);
  if (date === null) return null;
  const [year, month, day] = date;
  if (year < 1000 || year > 2100 || month > 12 || day > 31) return null;
  const parts = [
    String(year),
    String(month).padStart(2, "0"),
    String(month === 0 ? 0 : day).padStart(2, "0"),
  ];
  return { key: parts.join(""), parts, sound: "" };
}

function read(text: string, monthFirst: boolean): [number, number, number] | null {
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  const ordered = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[t ].*)?$/.exec(text);
  const found = compact ?? ordered;
  if (found !== null) return [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
  const reversed = /^(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})[-/., ]+(\d{4})(?:[t ].*)?$/.exec(text);
  if (reversed === null) return null;
  const year = Number(reversed[3]);
  const [first, middle] = [Number(reversed[1]), reversed[2] ?? ""];
  const named = MONTHS.indexOf(middle.slice(0, 3)) + 1;
  if (named > 0) return [year, named, first];
  const second = Number(middle);
  if (Number.isNaN(second)) return null;
  return (monthFirst && first <= 12) || second > 12 ? [year, first, second] : [year, second, first];
}
