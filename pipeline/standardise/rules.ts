import { amount } from "./amount.ts";
import { birthDate } from "./birth-date.ts";
import { country } from "./country.ts";
import { currency } from "./currency.ts";
import { email } from "./email.ts";
import { locale } from "./locale.ts";
import { familyName, personName } from "./person-name.ts";
import { phone } from "./phone.ts";
import type { Rule } from "./rule.ts";
import { lower, text, upper } from "./text.ts";

/** The version of the whole set: the number is raised when any rule, or the field that it is for, changes. */
export const STANDARD = "standard@1";

/** Every rule by the name that a plan calls it by; `none` leaves a field as it is sent. */
export const RULES = {
  none: null,
  text,
  lower,
  upper,
  email,
  phone,
  person_name: personName,
  family_name: familyName,
  birth_date: birthDate,
  currency,
  amount,
  country,
  locale,
} as const satisfies Readonly<Record<string, Rule | null>>;

/** The name of a rule. */
export type RuleName = keyof typeof RULES;

/** The names of all rules. */
export const RULE_NAMES = Object.keys(RULES) as [RuleName, ...RuleName[]];
