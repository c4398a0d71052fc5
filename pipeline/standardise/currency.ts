import { problem, value, type Rule } from "./rule.ts";
import { narrow } from "./text.ts";

// ISO 4217, as the runtime's Unicode CLDR lists it.
const CODES = new Set(Intl.supportedValuesOf("currency"));

/** Signs and names that one currency has to itself. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["€", "EUR"],
  ["EURO", "EUR"],
  ["EUROS", "EUR"],
  ["£", "GBP"],
  ["US$", "USD"],
  ["C$", "CAD"],
  ["CA$", "CAD"],
  ["A$", "AUD"],
  ["AU$", "AUD"],
  ["NZ$", "NZD"],
  ["R$", "BRL"],
  ["SFR", "CHF"],
  ["SFR.", "CHF"],
  ["FR.", "CHF"],
  ["ZŁ", "PLN"],
  ["KČ", "CZK"],
  ["FT", "HUF"],
  ["₹", "INR"],
  ["₺", "TRY"],
  ["₽", "RUB"],
  ["₩", "KRW"],
  ["₪", "ILS"],
  ["₫", "VND"],
  ["₴", "UAH"],
  ["฿", "THB"],
]);

/** Signs that several share: the region decides. */
const SHARED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  $: { US: "USD", CA: "CAD", AU: "AUD", NZ: "NZD", SG: "SGD", HK: "HKD", MX: "MXN" },
  "¥": { JP: "JPY", CN: "CNY" },
  KR: { SE: "SEK", NO: "NOK", DK: "DKK", IS: "ISK" },
  "KR.": { SE: "SEK", NO: "NOK", DK: "DKK", IS: "ISK" },
};

/** A currency by its ISO 4217 code. */
export const currency: Rule = (written, region) => {
  // The full-width yen sign is not in the block of full-width ASCII.
  const text = narrow(written).toUpperCase().replace("￥", "¥");
  if (CODES.has(text)) return value(text);
  const shared = Object.hasOwn(SHARED, text) ? SHARED[text] : undefined;
  const code = SIGNS.get(text) ?? (region === null ? undefined : shared?.[region]);
  if (code !== undefined) return value(code);
  return problem(
    shared === undefined
      ? "is no currency of ISO 4217; send its code: EUR"
      : "is a sign of several currencies; send the code of ISO 4217: EUR",
  );
};
