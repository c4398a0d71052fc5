import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { isIban, isItalianTaxCode, passesLuhn } from "./check-digits.ts";

/** What a text holds that is somebody's, in words that end "looks like …". */
export type Personal =
  | "an e-mail address"
  | "a phone number"
  | "a payment card number"
  | "an IBAN"
  | "a national id number";

// One look tells most texts from those that are worth a closer one.
const WORTH_A_LOOK = /@|%40|\+\d|\d(?:[ -]?\d){8}|[A-Z]{2}\d{2} ?[A-Z0-9]{4}|[A-Z]{6}\d{2}/;

// Not `logo@2x.png`, nor a package's version: the last label is letters, and no ending of a file.
const EMAIL =
  /(?<![\w.%+-])[\w.%+-]{1,64}(?:@|%40)(?:[a-z0-9-]{1,63}\.)+(?!(?:png|jpe?g|gif|svg|webp|avif|css|js|json|html?)\b)[a-z]{2,24}(?![\w-])/i;
// Four groups of four, or all at once; American Express and Diners group otherwise.
const CARD =
  /(?<![\w.-])(?:\d{14,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}|3\d{3}([ -])\d{6}\2\d{4,5})(?![\w-]|\.\d)/g;
/** Issuers by ISO/IEC 7812: American Express, Diners, JCB, Visa, Mastercard, Discover, UnionPay. */
const ISSUER = /^(?:3[47]\d{13}|3[068]\d{12}|35\d{14}|4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|6\d{15})$/;
const IBAN = /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)/g;
// In international form: a national number looks like any other number.
const PHONE = /(?<![\w.+-])(?:\+|00)[1-9](?:[ ().\/-]{0,2}\d){6,14}(?!\w)/g;
/** Social Security numbers as they are issued (SSA): written with dashes; no 000, 666, 9xx. */
const SSN = /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/;
const TAX_CODE = /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/g;

/**
 * What somebody's a text holds, null where nothing: by form and by check digit wherever there is one, so that an order's
 * number is not taken for a card. Misses what has no such mark: names, addresses, national phone numbers.
 */
export function recognise(text: string): Personal | null {
  if (!WORTH_A_LOOK.test(text)) return null;
  if (EMAIL.test(text)) return "an e-mail address";
  if (some(CARD, text, isCard)) return "a payment card number";
  if (some(IBAN, text, (found) => isIban(found.replaceAll(" ", "")))) return "an IBAN";
  if (some(PHONE, text, isPhone)) return "a phone number";
  return SSN.test(text) || some(TAX_CODE, text, isItalianTaxCode) ? "a national id number" : null;
}

function some(form: RegExp, text: string, holds: (found: string) => boolean): boolean {
  for (const [found] of text.matchAll(form)) if (holds(found)) return true;
  return false;
}

function isCard(found: string): boolean {
  const digits = found.replace(/\D/g, "");
  return ISSUER.test(digits) && passesLuhn(digits);
}

function isPhone(found: string): boolean {
  const written = found.replace(/^00/, "+");
  return parsePhoneNumberFromString(written, { extract: false })?.isValid() === true;
}
