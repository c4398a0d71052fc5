import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { problem, value, type Rule } from "./rule.ts";
import { narrow } from "./text.ts";

/** A phone number in E.164; one without a country code is read as one of the region. */
export const phone: Rule = (written, region) => {
  const parsed = parsePhoneNumberFromString(narrow(written).replace(/^tel:/i, ""), {
    ...(region !== null && isSupportedCountry(region) ? { defaultCountry: region } : {}),
    extract: false,
  });
  return parsed?.isValid() === true
    ? value(parsed.number)
    : problem("is not a valid phone number; write it in international form, +49 …");
};
