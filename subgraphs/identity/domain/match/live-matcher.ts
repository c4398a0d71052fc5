import type { TraitPart } from "../traits-in-force.ts";
import { openMatcher, type Matcher } from "./matcher.ts";
import type { MatchModel } from "./model.ts";
import type { MatchRecord, Role } from "./roles.ts";

/** A model at work on customers: it reads records from what is stated of a profile. */
export interface LiveMatcher extends Matcher {
  /** Whether pairs that deserve it join by themselves; else everything is shown to people and nothing joins. */
  readonly joins: boolean;
  /** The names of traits that it reads. */
  readonly reads: ReadonlySet<string>;
  /** The names of traits that a field is read from. */
  traitsOf(field: string): readonly string[];
  /** What is stated of a profile as a record; null where it says too little to be anybody's. */
  readRecord(traits: readonly Pick<TraitPart, "key" | "value">[]): MatchRecord | null;
}

/** By role, the traits that carry it (Segment spec, "Identify": traits), the first that is there; a dot goes inside. */
const TRAITS: Readonly<Partial<Record<Role, readonly string[]>>> = {
  givenName: ["firstName", "first_name", "givenName"],
  surname: ["lastName", "last_name", "surname", "familyName"],
  fullName: ["name", "fullName", "full_name"],
  birthDate: ["birthday", "birthDate", "dateOfBirth", "dob"],
  gender: ["gender", "sex"],
  email: ["email"],
  phone: ["phone", "mobile"],
  address: ["address.street", "street"],
  streetNumber: ["address.number", "streetNumber"],
  street: ["address.street", "street"],
  addressLine: ["address.line2", "address2"],
  locality: ["address.city", "city"],
  postcode: ["address.postalCode", "postalCode", "postcode", "zip"],
  state: ["address.state", "state"],
  birthPlace: ["birthPlace", "placeOfBirth"],
  nationalId: ["nationalId"],
};

/** Less than this many known fields, a name among them, make no record: too many people would be alike. */
const LEAST_FIELDS = 2;
const NAMES: ReadonlySet<Role> = new Set(["givenName", "surname", "fullName"]);

/**
 * Puts a model to work on customers. `category` fields are read from the trait of their own name. A model that is
 * `draft` is none: null.
 */
export function openLiveMatcher(model: MatchModel): LiveMatcher | null {
  if (model.status === "draft") return null;
  const paths = model.fields.map(({ role, name }) => ({
    role,
    name,
    traits: role === "category" ? [name] : (TRAITS[role] ?? []),
  }));
  return {
    ...openMatcher(model),
    joins: model.status === "active",
    reads: new Set(
      paths.flatMap(({ traits }) => traits.map((path) => path.split(".", 1)[0] ?? "")),
    ),
    traitsOf: (field) =>
      paths
        .filter(({ name }) => name === field)
        .flatMap(({ traits }) => traits.flatMap((path) => path.split("."))),
    readRecord: (traits) => {
      const stated = new Map(traits.map(({ key, value }) => [key, value]));
      const record: Record<string, string> = {};
      let known = 0;
      let named = false;
      for (const { role, name, traits: some } of paths) {
        const value = some.map((path) => textAt(stated, path)).find((text) => text !== null);
        if (value === undefined || value === null) continue;
        record[name] = value;
        known += 1;
        named ||= NAMES.has(role);
      }
      return named && known >= LEAST_FIELDS ? record : null;
    },
  };
}

function textAt(stated: ReadonlyMap<string, unknown>, path: string): string | null {
  const [name = "", inside] = path.split(".", 2);
  const value = stated.get(name);
  const found =
    inside === undefined
      ? value
      : typeof value === "object" && value !== null
        ? (value as Readonly<Record<string, unknown>>)[inside]
        : undefined;
  if (typeof found === "number") return String(found);
  return typeof found === "string" && found.trim() !== "" ? found : null;
}
