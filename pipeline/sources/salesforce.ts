import { z } from "zod";
import { badInput } from "../../platform/errors.ts";
import { consent, externalIds, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import type { SourceKind } from "./source-kind.ts";
import { isPlain, listOf, plainOf, textOf, type Plain } from "./values.ts";

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
      records: (body) => {
        if (Array.isArray(body)) return body as unknown[];
        if (!isPlain(body))
          throw badInput("body", "must be a record, an array or a query's answer");
        return Array.isArray(body["records"]) ? (body["records"] as unknown[]) : [body];
      },
      read: (records) => readEach(records, (value) => read(value, options)),
    };
  },
};

type Options = z.output<typeof optionsSchema>;

function read(value: Plain, options: Options): Made {
  const change = plainOf(plainOf(value["data"])["payload"] ?? value["payload"]);
  const header = plainOf(change["ChangeEventHeader"]);
  const ids = listOf(header["recordIds"]).flatMap((id) => textOf(id) ?? []);
  if (ids.length > 0)
    return readRecord(
      { ...change, ...plainOf(change["Name"]), IsDeleted: header["changeType"] === "DELETE" },
      textOf(header["entityName"]),
      ids,
      instantOf(header["commitTimestamp"]),
      options,
    );
  const id = fieldsOf(value)("Id");
  if (id === undefined) return "has no Id";
  const type = textOf(plainOf(value["attributes"])["type"]);
  return readRecord(value, type, [id], undefined, options);
}

function readRecord(
  record: Plain,
  type: string | undefined,
  ids: readonly string[],
  at: string | undefined,
  { idType, marketingPurpose }: Options,
): Made {
  if (type !== undefined && !OBJECTS.includes(type)) return `is a ${type}, not a contact or a lead`;
  const field = fieldsOf(record);
  const timestamp = at ?? field("SystemModstamp") ?? field("LastModifiedDate");
  const isDeleted = /^(true|1)$/i.test(field("IsDeleted") ?? "");
  const hasOptedOut = /^(true|1)$/i.test(field("HasOptedOutOfEmail") ?? "");
  return ids.map((id) => {
    const context = { externalIds: externalIds({ [idType]: id }) };
    if (isDeleted)
      return { type: "track", event: `${type ?? "Contact"} Deleted`, timestamp, context };
    return {
      type: "identify",
      timestamp,
      traits: { ...customFields(record), ...traitsOf(record) },
      context: hasOptedOut ? { ...context, consent: consent(marketingPurpose, false) } : context,
    };
  });
}

function traitsOf(record: Plain): Plain {
  const field = fieldsOf(record);
  // A contact's address is Mailing…, a lead's has no prefix; either may come as one compound value.
  const compound = plainOf(record["MailingAddress"] ?? record["Address"]);
  const part = (name: string): string | undefined =>
    field(`Mailing${name}`) ?? field(name) ?? fieldsOf(compound)(name);
  const address = {
    street: part("Street"),
    city: part("City"),
    postalCode: part("PostalCode"),
    state: part("State"),
    country: part("CountryCode") ?? part("Country"),
  };
  return {
    email: field("Email"),
    phone: field("MobilePhone") ?? field("Phone") ?? field("HomePhone"),
    firstName: field("FirstName"),
    lastName: field("LastName"),
    title: field("Title"),
    company: field("Company"),
    birthday: field("Birthdate"),
    leadSource: field("LeadSource"),
    createdAt: field("CreatedDate"),
    ...(Object.values(address).some((one) => one !== undefined) ? { address } : {}),
  };
}

/** `Loyalty_Tier__c` is the trait `loyaltyTier`. */
function customFields(record: Plain): Plain {
  return Object.fromEntries(
    Object.entries(record).flatMap(([column, value]) => {
      const name = /^(\w+)__c$/i.exec(column)?.[1];
      if (name === undefined || value === "" || typeof value === "object") return [];
      const camel = name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
      return [[camel.charAt(0).toLowerCase() + camel.slice(1), value]];
    }),
  );
}

// An export writes its columns as the query did: Id, ID and id are one.
function fieldsOf(record: Plain): (name: string) => string | undefined {
  const byName = new Map(
    Object.entries(record).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === "boolean" ? String(value) : textOf(value),
    ]),
  );
  return (name) => byName.get(name.toLowerCase());
}

function instantOf(ms: unknown): string | undefined {
  return typeof ms === "number" ? new Date(ms).toISOString() : undefined;
}
