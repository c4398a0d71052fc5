import { birthDateValue } from "./birth-date.ts";
import { personName } from "./person-name.ts";
import type { MatchField, MatchRecord, Role } from "./roles.ts";
import { codeValue, emailValue, phoneValue, textValue, words, type Value } from "./value.ts";

/** A record made ready: normalised once, compared many times. */
export interface Prepared {
  /** By field of the matcher (see `preparedFields`); null is unknown, and unknown never counts for or against. */
  readonly values: readonly (Value | null)[];
  /** Every word of the name, sorted. */
  readonly nameWords: readonly string[];
  /** Jr, Sr, II … */
  readonly suffix: string | null;
}

/** A value of a prepared record: what it is called, and the role that it stems from. */
export interface PreparedField {
  readonly name: string;
  readonly role: Role;
}

/** How values are read that can be written in more than one way. */
export interface ReadingRules {
  /** Whether `03/04/1980` is the fourth of March. */
  readonly monthFirst: boolean;
}

/** The values that a set of columns yields, in one fixed order. */
export function preparedFields(fields: readonly MatchField[]): PreparedField[] {
  const has = (role: Role): boolean => fields.some((field) => field.role === role);
  const out: PreparedField[] = [];
  const add = (name: Role, present: boolean): void => {
    if (present) out.push({ name, role: name });
  };
  const named = has("givenName") || has("surname");
  add("givenName", has("givenName") || has("fullName"));
  add("surname", has("surname") || has("fullName"));
  add("fullName", named && has("fullName"));
  for (const role of ["birthDate", "gender", "email", "phone"] as const) add(role, has(role));
  add("streetNumber", has("streetNumber") || has("address"));
  add("street", has("street") || has("address"));
  for (const role of ["addressLine", "locality", "postcode", "state", "birthPlace"] as const)
    add(role, has(role));
  for (const role of ["nationalId", "anchor"] as const) add(role, has(role));
  for (const field of fields)
    if (field.role === "category") out.push({ name: `category:${field.name}`, role: "category" });
  return out;
}

/** Makes a reader of records with these columns. */
export function recordReader(
  fields: readonly MatchField[],
  rules: ReadingRules,
): (record: MatchRecord) => Prepared {
  const prepared = preparedFields(fields);
  const columns = new Map(
    fields.map((field) => [
      field.role === "category" ? `category:${field.name}` : field.role,
      field,
    ]),
  );
  return (record) => {
    const text = (name: string): string => {
      const column = columns.get(name);
      return column === undefined ? "" : (record[column.name] ?? "");
    };
    const name = personName(text("givenName"), text("surname"), text("fullName"));
    const address = words(text("address"));
    const number = /^\d+[a-z]?$/;
    const values = prepared.map((field): Value | null => {
      switch (field.role) {
        case "givenName":
          return name.given;
        case "surname":
          return name.surname;
        case "fullName":
          return name.others;
        case "birthDate":
          return birthDateValue(text("birthDate"), rules.monthFirst);
        case "email":
          return emailValue(text("email"));
        case "phone":
          return phoneValue(text("phone"));
        case "streetNumber":
          return (
            codeValue(text("streetNumber")) ?? codeValue(address.find((w) => number.test(w)) ?? "")
          );
        case "street":
          return (
            textValue(words(text("street"))) ?? textValue(address.filter((w) => !number.test(w)))
          );
        case "gender":
          return initial(codeValue(text("gender")));
        case "postcode":
        case "state":
        case "nationalId":
        case "anchor":
          return codeValue(text(field.role));
        default:
          return textValue(words(text(field.name)));
      }
    });
    return { values, nameWords: name.all, suffix: name.suffix };
  };
}

/** Male and m, female and f. */
function initial(value: Value | null): Value | null {
  return value === null ? null : codeValue(value.key.slice(0, 1));
}
