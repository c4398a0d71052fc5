import { problem, value, type Rule } from "./rule.ts";
import { narrow } from "./text.ts";

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?)?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;
const DAY_FIRST = /^(\d{1,2})(?:\.|st|nd|rd|th)?\s(?:de\s)?(\p{L}+)\.?,?\s(?:de\s)?(\d{4})$/iu;
const MONTH_FIRST = /^(\p{L}+)\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})$/iu;

/** Where the month is written before the day (Unicode CLDR, short date patterns that begin with M). */
const MONTH_FIRST_REGIONS = new Set(["US", "PH", "PR", "GU", "AS", "MH", "FM", "PW", "VI", "UM"]);
const FIRST_YEAR = 1850;
const LAST_YEAR = 2100;

/**
 * A day of birth as ISO 8601 writes it, `1990-05-03`. Numbers with dots begin with the day; with slashes or dashes the
 * region says which comes first, unless only one order is a day of the calendar. A year of two digits stays as it is.
 */
export const birthDate: Rule = (written, region) => {
  const text = narrow(written);
  const found =
    fields(ISO, text, [1, 2, 3]) ??
    fields(COMPACT, text, [1, 2, 3]) ??
    fields(DOTTED, text, [3, 2, 1]) ??
    named(text);
  if (found !== null) return found.day === null ? problem(NO_DAY) : value(found.day);
  const slashed = SLASHED.exec(text);
  if (slashed === null) return problem("is not a date that can be read; write it as 1990-05-03");
  const [, a = "", b = "", year = ""] = slashed;
  const dayFirst = dayOf(year, b, a);
  const monthFirst = dayOf(year, a, b);
  if (dayFirst === null && monthFirst === null) return problem(NO_DAY);
  if (dayFirst === null || monthFirst === null || dayFirst === monthFirst)
    return value(dayFirst ?? monthFirst ?? "");
  if (region === null) return problem("may mean two days; write it as 1990-05-03");
  return value(MONTH_FIRST_REGIONS.has(region) ? monthFirst : dayFirst);
};

const NO_DAY = "is no day of the calendar that somebody can be born on";

function fields(
  form: RegExp,
  text: string,
  [y, m, d]: readonly [number, number, number],
): { day: string | null } | null {
  const parts = form.exec(text);
  return parts === null ? null : { day: dayOf(parts[y] ?? "", parts[m] ?? "", parts[d] ?? "") };
}

function named(text: string): { day: string | null } | null {
  const [, day, name, year] = DAY_FIRST.exec(text) ?? [];
  const [, otherName, otherDay, otherYear] = MONTH_FIRST.exec(text) ?? [];
  const month = monthOf(name ?? otherName ?? "");
  return month === null
    ? null
    : { day: dayOf(year ?? otherYear ?? "", String(month), day ?? otherDay ?? "") };
}

function dayOf(year: string, month: string, day: string): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const at = new Date(Date.UTC(y, m - 1, d));
  const isDay = at.getUTCMonth() === m - 1 && at.getUTCDate() === d;
  return isDay && y >= FIRST_YEAR && y <= LAST_YEAR ? at.toISOString().slice(0, 10) : null;
}

/** The languages whose months are read by name; a name that two of them give to different months would be left out. */
const LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "fi", "pl"];

function monthOf(name: string): number | null {
  months ??= readMonths();
  return months.get(plain(name)) ?? null;
}

let months: ReadonlyMap<string, number> | null = null;

function readMonths(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const clashing = new Set<string>();
  for (const language of LANGUAGES)
    for (const month of ["long", "short"] as const)
      for (const options of [{ month }, { month, day: "numeric" }] as const) {
        const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
        for (let m = 0; m < 12; m += 1) {
          const parts = format.formatToParts(new Date(Date.UTC(2001, m, 1)));
          const name = plain(parts.find(({ type }) => type === "month")?.value ?? "");
          if (!/^\p{L}+$/u.test(name)) continue;
          if ((found.get(name) ?? m + 1) !== m + 1) clashing.add(name);
          found.set(name, m + 1);
        }
      }
  for (const name of clashing) found.delete(name);
  return found;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(".", "");
}
