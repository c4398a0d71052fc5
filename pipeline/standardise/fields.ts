import type { RuleName } from "./rules.ts";

type Table = Readonly<Record<string, RuleName>>;

/**
 * Which field has which rule, by its name, at any depth; letter case, spaces, dashes and underscores do not tell names
 * apart. A text that has no rule here is brought into form as `text`.
 */
const EVERYWHERE: Table = {
  email: "email",
  emailaddress: "email",
  phone: "phone",
  phonenumber: "phone",
  mobile: "phone",
  mobilephone: "phone",
  telephone: "phone",
  firstname: "person_name",
  middlename: "person_name",
  lastname: "family_name",
  givenname: "person_name",
  familyname: "family_name",
  surname: "family_name",
  fullname: "person_name",
  birthday: "birth_date",
  birthdate: "birth_date",
  dateofbirth: "birth_date",
  dob: "birth_date",
  gender: "lower",
  country: "country",
  countrycode: "country",
  currency: "currency",
  currencycode: "currency",
  price: "amount",
  unitprice: "amount",
  total: "amount",
  subtotal: "amount",
  revenue: "amount",
  shipping: "amount",
  tax: "amount",
  locale: "locale",
  language: "locale",
};

/** What is stated of a person has one more: elsewhere a name is a product's, a page's or a file's. */
const OF_A_PERSON: Table = { name: "person_name" };

/** Where a value stands: in what is stated of a person, or in what an event carries. */
export type Place = "person" | "event";

/** The rule of each field name in a place. */
export type RuleOf = (name: string, place: Place) => RuleName;

/** The table, where a plan's own rules come first. */
export function createRuleOf(own: Readonly<Record<string, RuleName>>): RuleOf {
  const everywhere = Object.entries(own).map(([name, rule]) => [plainName(name), rule] as const);
  const tables = {
    event: new Map([...Object.entries(EVERYWHERE), ...everywhere]),
    person: new Map([...Object.entries({ ...EVERYWHERE, ...OF_A_PERSON }), ...everywhere]),
  };
  // Names repeat without end and are few; the bound only keeps hostile ones from filling memory.
  const known = { event: new Map<string, RuleName>(), person: new Map<string, RuleName>() };
  return (name, place) => {
    const before = known[place].get(name);
    if (before !== undefined) return before;
    if (known[place].size > MOST_NAMES) known[place].clear();
    const rule = tables[place].get(plainName(name)) ?? "text";
    if (name.length <= LONGEST_NAME) known[place].set(name, rule);
    return rule;
  };
}

const MOST_NAMES = 10_000;
const LONGEST_NAME = 200;

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}
