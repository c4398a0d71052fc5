import { z } from "zod";
import { isPlain, plainOf, type Plain } from "../../platform/plain.ts";
import { consent, externalIds, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import { longId } from "./salesforce-id.ts";
import type { SourceKind } from "./source-kind.ts";
import { firstOf, statedOf, traitsOf, type Stated, type StatedTraits } from "./stated.ts";
import { listOf, textOf } from "./values.ts";

const optionsSchema = z.strictObject({
  /** The identifier namespace of the record's id. */
  idType: z.string().min(1).default("crm_id"),
  /** The purpose that `HasOptedOutOfEmail` denies; null: none. */
  marketingPurpose: z.string().min(1).nullable().default("marketing"),
});

const OBJECTS = ["Contact", "Lead"];

/**
 * Salesforce contacts and leads (Object Reference for the Salesforce Platform, "Contact", "Lead"): rows of a data
 * export, whatever the casing of their columns; answers of a REST query (`records`, with `attributes` and compound
 * `MailingAddress`); JSON of a flow's callout; and change events (Change Data Capture Developer Guide,
 * `ChangeEventHeader`). Salesforce does not sign its callouts: the write key, kept in a named credential, says who sends.
 */
export const salesforceKind: SourceKind = {
  kind: "salesforce",
  open: (given) => {
    const options = readOptions(optionsSchema, given);
    return {
      records: (body) => recordsIn(body, "a record, an array or a query's answer", "records"),
      read: (records) => readEach(records, (value) => read(value, options)),
    };
  },
};

type Options = z.output<typeof optionsSchema>;

function read(value: Plain, options: Options): Made {
  const change = plainOf(plainOf(value["data"])["payload"] ?? value["payload"]);
  const header = plainOf(change["ChangeEventHeader"]);
  const ids = listOf(header["recordIds"]).flatMap((id) => textOf(id) ?? []);
  const changeType = textOf(header["changeType"]) ?? "";
  // Its one id is the empty one, which would be a person that all overflows are of.
  if (changeType === "GAP_OVERFLOW")
    return "says that more was changed at once than is told of: read the changed records anew";
  if (ids.length > 0)
    return readRecord(
      { ...changedFields(change, header, changeType), IsDeleted: DELETED.has(changeType) },
      {
        type: textOf(header["entityName"]),
        ids,
        at: instantOf(header["commitTimestamp"]),
        isChange: changeType === "UPDATE",
      },
      options,
    );
  const id = textOf(fieldsOf(value)("Id"));
  if (id === undefined) return "has no Id";
  const type = textOf(plainOf(value["attributes"])["type"]);
  return readRecord(value, { type, ids: [id], at: undefined, isChange: false }, options);
}

/** The types of change that a record is gone by; a gap event says so where no change event could be made. */
const DELETED = new Set(["DELETE", "GAP_DELETE"]);
const ADDRESS = ["Street", "City", "PostalCode", "State", "Country"];
/** Compound fields of a change event: their parts, and what the names of those begin with elsewhere. */
const COMPOUND: ReadonlyMap<string, { prefix: string; parts: readonly string[] }> = new Map([
  ["Name", { prefix: "", parts: ["FirstName", "LastName"] }],
  ["Address", { prefix: "", parts: ADDRESS }],
  ["MailingAddress", { prefix: "Mailing", parts: ADDRESS }],
]);

/**
 * The fields of a change event, those within compound ones as well. What an update empties is null; but the Pub/Sub API
 * writes null for all that was not changed, and its header names what was (Change Data Capture Developer Guide, "Change
 * Event Body Fields"; a part as `MailingAddress.Street`).
 */
function changedFields(change: Plain, header: Plain, changeType: string): Plain {
  const named = [...listOf(header["nulledFields"]), ...listOf(header["changedFields"])];
  const isEmptied = (...names: readonly string[]): boolean =>
    changeType === "UPDATE" && (named.length === 0 || names.some((name) => named.includes(name)));
  return Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => {
      const compound = COMPOUND.get(name);
      if (compound === undefined || typeof value === "string")
        return value !== null || isEmptied(name) ? [[name, value]] : [];
      const parts: Plain = isPlain(value)
        ? value
        : Object.fromEntries(compound.parts.map((part) => [part, null]));
      return Object.entries(parts).flatMap(([part, inner]) =>
        inner !== null || isEmptied(name, `${name}.${part}`)
          ? [[compound.prefix + part, inner]]
          : [],
      );
    }),
  );
}

interface About {
  readonly type: string | undefined;
  readonly ids: readonly string[];
  readonly at: string | undefined;
  /** Whether the record has changed fields alone. */
  readonly isChange: boolean;
}

function readRecord(
  record: Plain,
  { type, ids, at, isChange }: About,
  { idType, marketingPurpose }: Options,
): Made {
  if (type !== undefined && !OBJECTS.includes(type)) return `is a ${type}, not a contact or a lead`;
  const field = fieldsOf(record);
  const timestamp = at ?? field("SystemModstamp") ?? field("LastModifiedDate");
  const isDeleted = /^(true|1)$/i.test(field("IsDeleted") ?? "");
  const hasOptedOut = /^(true|1)$/i.test(field("HasOptedOutOfEmail") ?? "");
  return ids.map((id) => {
    const context = { externalIds: externalIds({ [idType]: longId(id) }) };
    if (isDeleted)
      return { type: "track", event: `${type ?? "Contact"} Deleted`, timestamp, context };
    return {
      type: "identify",
      timestamp,
      traits: { ...customFields(record, isChange), ...traitsOf(fieldsStated(record), isChange) },
      context: hasOptedOut ? { ...context, consent: consent(marketingPurpose, false) } : context,
    };
  });
}

function fieldsStated(record: Plain): StatedTraits {
  const field = fieldsOf(record);
  // A contact's address is Mailing…, a lead's has no prefix; either may come as one compound value.
  const compound = plainOf(record["MailingAddress"] ?? record["Address"]);
  const within = fieldsOf(compound);
  const part = (...names: readonly string[]): Stated =>
    firstOf(names.flatMap((name) => [field(`Mailing${name}`), field(name), within(name)]));
  const address = {
    street: part("Street"),
    city: part("City"),
    postalCode: part("PostalCode"),
    state: part("State"),
    country: part("CountryCode", "Country"),
  };
  const traits = {
    email: field("Email"),
    phone: firstOf([field("MobilePhone"), field("Phone"), field("HomePhone")]),
    firstName: field("FirstName"),
    lastName: field("LastName"),
    title: field("Title"),
    company: field("Company"),
    birthday: field("Birthdate"),
    leadSource: field("LeadSource"),
    createdAt: field("CreatedDate"),
  };
  return { traits, address };
}

/** `Loyalty_Tier__c` is the trait `loyaltyTier`. */
function customFields(record: Plain, isChange: boolean): Plain {
  return Object.fromEntries(
    Object.entries(record).flatMap(([column, value]) => {
      const name = /^(\w+)__c$/i.exec(column)?.[1];
      const isEmpty = value === "" || value === null;
      if (name === undefined || (isEmpty ? !isChange : typeof value === "object")) return [];
      const camel = name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
      return [[camel.charAt(0).toLowerCase() + camel.slice(1), isEmpty ? null : value]];
    }),
  );
}

// An export writes its columns as the query did: Id, ID and id are one.
function fieldsOf(record: Plain): (name: string) => Stated {
  const byName = new Map(
    Object.entries(record).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === "boolean" ? String(value) : statedOf(value),
    ]),
  );
  return (name) => byName.get(name.toLowerCase());
}

function instantOf(ms: unknown): string | undefined {
  return typeof ms === "number" ? new Date(ms).toISOString() : undefined;
}
