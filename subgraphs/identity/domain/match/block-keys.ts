import type { Prepared, PreparedField } from "./prepare.ts";
import type { Role } from "./roles.ts";

/** One way to find candidates: records with the same key are compared. */
export interface BlockingRule {
  readonly name: string;
  /** The fields that the key is made of: within a block they say nothing about a match. */
  readonly fields: readonly string[];
  readonly keyOf: (record: Prepared) => string | null;
}

type Part =
  | "given"
  | "given3"
  | "given1"
  | "givenSound"
  | "surname"
  | "surname3"
  | "surnameSound"
  | "surnameEnd"
  | "date"
  | "year"
  | "yearMonth"
  | "monthDay"
  | "postcode"
  | "street"
  | "number"
  | "locality"
  | "birthPlace"
  | "category"
  | "word"
  | "local"
  | "localStart"
  | "domain"
  | "decade"
  | "email"
  | "phone"
  | "nationalId"
  | "anchor";

/** What the keys are made of; each list becomes a rule where the data has all its fields. */
const RULES: readonly (readonly Part[])[] = [
  ["anchor"],
  ["nationalId"],
  ["email"],
  ["phone"],
  ["local"],
  ["date"],
  ["given", "surname"],
  ["givenSound", "surnameSound", "category"],
  ["givenSound", "surnameSound", "birthPlace"],
  ["givenSound", "surnameSound", "locality"],
  ["surnameSound", "year"],
  ["given3", "yearMonth"],
  ["surname3", "monthDay"],
  ["surnameEnd", "given3"],
  ["postcode", "given3"],
  ["postcode", "surname3"],
  ["postcode", "year"],
  ["street", "number"],
  ["street", "given3"],
  ["street", "year"],
  ["locality", "given3"],
  ["locality", "year", "given1"],
  ["birthPlace", "year", "given1"],
  ["birthPlace", "given3", "category"],
  ["word", "given1"],
  ["word", "year"],
  ["surnameSound", "locality"],
  ["street", "locality"],
  ["street", "surname3"],
  ["surname", "birthPlace"],
  ["surname", "category"],
  ["surname", "decade"],
  ["given3", "decade", "locality"],
  ["localStart", "locality"],
  ["localStart", "year"],
  ["localStart", "monthDay"],
  ["domain", "given3"],
  ["domain", "surname3"],
  ["domain", "year"],
];

/** The rules that records with these fields allow. */
export function blockingRules(fields: readonly PreparedField[]): BlockingRule[] {
  const value = (role: Role) => {
    const place = fields.findIndex((field) => field.role === role);
    return (record: Prepared) => (place < 0 ? undefined : record.values[place]) ?? null;
  };
  const of: Record<
    Part,
    { readonly role: Role; readonly read: (record: Prepared) => string | undefined }
  > = {
    ...whole(value, {
      anchor: "anchor",
      nationalId: "nationalId",
      email: "email",
      date: "birthDate",
      number: "streetNumber",
      postcode: "postcode",
    }),
    given: { role: "givenName", read: (r) => long(value("givenName")(r)?.key, 2) },
    given3: { role: "givenName", read: (r) => long(value("givenName")(r)?.key, 3)?.slice(0, 3) },
    given1: { role: "givenName", read: (r) => value("givenName")(r)?.key.slice(0, 1) },
    givenSound: { role: "givenName", read: (r) => value("givenName")(r)?.sound },
    surname: { role: "surname", read: (r) => long(value("surname")(r)?.key, 2) },
    surname3: { role: "surname", read: (r) => long(value("surname")(r)?.key, 3)?.slice(0, 3) },
    surnameEnd: { role: "surname", read: (r) => long(value("surname")(r)?.key, 4)?.slice(-4) },
    surnameSound: { role: "surname", read: (r) => value("surname")(r)?.sound },
    year: { role: "birthDate", read: (r) => value("birthDate")(r)?.parts[0] },
    yearMonth: { role: "birthDate", read: (r) => value("birthDate")(r)?.key.slice(0, 6) },
    monthDay: { role: "birthDate", read: (r) => value("birthDate")(r)?.key.slice(4) },
    phone: { role: "phone", read: (r) => value("phone")(r)?.parts[0] },
    local: { role: "email", read: (r) => long(value("email")(r)?.parts[0], 4) },
    localStart: {
      role: "email",
      read: (r) => long(value("email")(r)?.parts[0], 4)?.slice(0, 4),
    },
    domain: { role: "email", read: (r) => long(value("email")(r)?.parts[1], 4)?.slice(0, 6) },
    decade: { role: "birthDate", read: (r) => value("birthDate")(r)?.key.slice(0, 3) },
    street: { role: "street", read: (r) => long(value("street")(r)?.key, 4)?.slice(0, 6) },
    locality: { role: "locality", read: (r) => value("locality")(r)?.sound.slice(0, 5) },
    birthPlace: { role: "birthPlace", read: (r) => value("birthPlace")(r)?.sound.slice(0, 5) },
    category: { role: "category", read: (r) => value("category")(r)?.key.slice(0, 8) },
    word: { role: "fullName", read: (r) => long(longest(value("fullName")(r)?.parts ?? []), 4) },
  };
  const swapless = (record: Prepared): string | null => {
    const [a, b] = [of.given.read(record), of.surname.read(record)];
    return a === undefined || b === undefined ? null : a < b ? `${a}|${b}` : `${b}|${a}`;
  };
  const present = new Set(fields.map((field) => field.role));
  return RULES.filter((parts) => parts.every((part) => present.has(of[part].role))).map(
    (parts) => ({
      name: parts.join("+"),
      fields: fields
        .filter((f) => parts.some((part) => of[part].role === f.role))
        .map((f) => f.name),
      keyOf: parts.join() === "given,surname" ? swapless : (record) => joined(parts, of, record),
    }),
  );
}

function joined(
  parts: readonly Part[],
  of: Record<Part, { readonly read: (record: Prepared) => string | undefined }>,
  record: Prepared,
): string | null {
  let key = "";
  for (const part of parts) {
    const text = of[part].read(record);
    if (text === undefined || text === "") return null;
    key += key === "" ? text : `|${text}`;
  }
  return key;
}

function long(text: string | undefined, least: number): string | undefined {
  return text === undefined || text.length < least ? undefined : text;
}

/** The longest word, the first in the alphabet of several. */
function longest(from: readonly string[]): string | undefined {
  return from.reduce<string | undefined>(
    (best, word) => (best === undefined || word.length > best.length ? word : best),
    undefined,
  );
}

function whole<T extends Part>(
  value: (role: Role) => (record: Prepared) => { readonly key: string } | null,
  roles: Record<T, Role>,
): Record<T, { readonly role: Role; readonly read: (record: Prepared) => string | undefined }> {
  return Object.fromEntries(
    Object.entries<Role>(roles).map(([part, role]) => {
      const read = value(role);
      return [part, { role, read: (record: Prepared) => read(record)?.key }];
    }),
  ) as Record<T, { readonly role: Role; readonly read: (record: Prepared) => string | undefined }>;
}
