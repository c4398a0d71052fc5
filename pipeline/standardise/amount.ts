import { problem, value, type Rule } from "./rule.ts";
import { narrow } from "./text.ts";

// A sign, digits in groups or not, decimals or not; a currency before or behind.
const WRITTEN =
  /^(?:\p{Sc}|[A-Za-z]{1,3}\.?)?\s?([+-]?)(\d[\d., '’]*)(?:,-|,--|\.-)?\s?(?:\p{Sc}|[A-Za-z]{1,3}\.?)?$/u;
const GROUPED = /^\d{1,3}(?:([., '’])\d{3})(?:\1\d{3})*$/;
/** A double holds every decimal of so many digits. */
const MOST_DIGITS = 15;

/**
 * An amount of money that was sent as a text, as a number: with a decimal point or comma, groups of thousands, a
 * currency beside it. One separator before three digits may be either (`1.234`): such a text stays as it is.
 */
export const amount: Rule = (written) => {
  const [, sign = "", digits] = WRITTEN.exec(narrow(written)) ?? [];
  if (digits === undefined) return problem("is not an amount that can be read; send a number");
  const plain = decimal(digits.trim());
  if (plain === null) return problem("may mean two amounts; send a number");
  if (plain.replace(".", "").length > MOST_DIGITS)
    return problem("has more digits than a number keeps; it stays a text");
  const read = Number(sign + plain);
  return Number.isFinite(read) ? value(read === 0 ? 0 : read) : problem("is not an amount");
};

/** The digits with a point where the decimals begin; null where that is not certain. */
function decimal(digits: string): string | null {
  if (/^\d+$/.test(digits)) return digits;
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const whole = last < 0 ? digits : digits.slice(0, last);
  const rest = last < 0 ? "" : digits.slice(last + 1);
  const separators = new Set(digits.replace(/\d/g, ""));
  if (separators.size === 1) {
    const once = digits.replace(/\d/g, "").length === 1;
    const isMark = /[.,]/.test(digits);
    if (once && isMark && rest.length !== 3) return /^\d+$/.test(rest) ? `${whole}.${rest}` : null;
    // A number with its thousands in spaces or apostrophes, or in more than one group, has no decimals.
    if (GROUPED.test(digits) && (!once || !isMark)) return digits.replace(/\D/g, "");
    return once && isMark && /^0+$/.test(whole) ? `${whole}.${rest}` : null;
  }
  // Two kinds: the last is the decimal mark, the other one parts the thousands.
  if (separators.size !== 2 || !/^\d+$/.test(rest) || !GROUPED.test(whole)) return null;
  return `${whole.replace(/\D/g, "")}.${rest}`;
}
