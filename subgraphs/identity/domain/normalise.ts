import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import { mailboxOf } from "./mailbox.ts";
import type { Normaliser } from "./policy.ts";
import type { Rules } from "./rules.ts";

/** A value in its one form, or what is wrong with it: the end of the sentence "It …". */
export type Normalised =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "fault"; readonly reason: string };

const LONGEST = 256;
// Nothing longer can come down to 256 characters but by white space; bounds the work on hostile input.
const LONGEST_RAW = 4 * LONGEST;
const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\].]+(\.[^\s@"(),:;<>[\\\].]+)+$/u;
const CONTROL = /\p{Cc}/u;

/** Brings a value into the one form of its namespace, and turns away what identifies nobody. */
export function normalise(namespace: string, raw: string, rules: Rules): Normalised {
  const rule = rules.of(namespace);
  if (rule === undefined) return fault(unknownNamespace(rules));
  if (raw.length > LONGEST_RAW) return TOO_LONG;
  const trimmed = raw.toWellFormed().normalize("NFC").trim();
  if (trimmed === "") return fault("is empty");
  const stated = rules.blocked(namespace, trimmed);
  if (stated !== null) return fault(stated);
  if (CONTROL.test(trimmed)) return fault("has control characters");
  if (trimmed.length > LONGEST) return TOO_LONG;
  const value = FORMS[rule.normaliser](trimmed, rules.policy.defaultRegion);
  if (value === null) return fault(WRONG_FORM[rule.normaliser]);
  if (value.length > LONGEST) return TOO_LONG;
  const reason = rules.blocked(namespace, value);
  return reason === null ? { kind: "value", value } : fault(reason);
}

/** The fault of a namespace that the policy does not have. */
function unknownNamespace(rules: Rules): string {
  return `is no namespace of the policy; there are ${rules.byRank.map(({ name }) => name).join(", ")}`;
}

const FORMS: Readonly<Record<Normaliser, (value: string, region: string | null) => string | null>> =
  {
    // Dots and plus tags stay: they tell mailboxes apart at most providers.
    "email@1": (value) => {
      const lower = value.toLowerCase();
      return EMAIL.test(lower) ? lower : null;
    },
    // Two ways of writing one mailbox are one identifier, at the providers that say which they are.
    "email@2": (value) => {
      const lower = value.toLowerCase();
      return EMAIL.test(lower) ? mailboxOf(lower) : null;
    },
    "phone@1": (value, region) => {
      const parsed = parsePhoneNumberFromString(value, {
        ...(region === null ? {} : { defaultCountry: region as CountryCode }),
        extract: false,
      });
      return parsed?.isValid() === true ? parsed.number : null;
    },
    "id@1": (value) => value,
    "device@1": (value) => value.toLowerCase(),
  };

const WRONG_FORM: Readonly<Record<Normaliser, string>> = {
  "email@1": "is not an e-mail address",
  "email@2": "is not an e-mail address",
  "phone@1": "is not a valid phone number; write it in international form, +49 …",
  "id@1": "is not an id",
  "device@1": "is not a device id",
};

function fault(reason: string): Normalised {
  return { kind: "fault", reason };
}

const TOO_LONG = fault(`has more than ${String(LONGEST)} characters`);
