import { z } from "zod";
import { isPlain, plainOf, type Plain } from "../../platform/plain.ts";
import { consent, externalIds, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import { requireFresh, requireHmac, signedHeader } from "./signature.ts";
import type { SourceKind, Verify } from "./source-kind.ts";
import { firstOf, statedOf, traitsOf, type Stated } from "./stated.ts";
import { listOf, textOf } from "./values.ts";

const optionsSchema = z.strictObject({
  /** The identifier namespace of the contact's id. */
  idType: z.string().min(1).default("crm_id"),
  /** The purpose that `hs_email_optout` denies; null: none. */
  marketingPurpose: z.string().min(1).nullable().default("marketing"),
});
type Options = z.output<typeof optionsSchema>;

/**
 * HubSpot contacts: objects of the CRM API (HubSpot API, "Contacts": `id`, `properties`, `updatedAt`; `results` of a
 * list), rows of a contact export (columns by their labels), and webhook subscriptions (HubSpot API, "Webhooks":
 * `contact.propertyChange`, `contact.creation`, `contact.deletion`, `contact.merge`, and their `object.*` forms).
 * Verified by `X-HubSpot-Signature-v3` ("Validate the v3 request signature") under the app's client secret.
 */
export const hubspotKind: SourceKind = {
  kind: "hubspot",
  verify,
  open: (given) => {
    const options = readOptions(optionsSchema, given);
    return {
      records: (body) => recordsIn(body, "a contact, an array or a list of results", "results"),
      read: (records) =>
        readEach(records, (value) => {
          if (value["subscriptionType"] !== undefined) return readChange(value, options);
          return isPlain(value["properties"])
            ? readContact(value, options)
            : readRow(value, options);
        }),
    };
  },
};

const TIME = "x-hubspot-request-timestamp";

// HMAC-SHA-256, base64, over method + URI + body + timestamp; these characters of the URI are decoded first.
const DECODED: Readonly<Record<string, string>> = {
  "%3A": ":",
  "%2F": "/",
  "%3F": "?",
  "%40": "@",
  "%21": "!",
  "%24": "$",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2A": "*",
  "%2C": ",",
  "%3B": ";",
};

function verify(...[{ method, url, headers, rawBody }, secret, now]: Parameters<Verify>): void {
  const timestamp = signedHeader(headers, TIME);
  requireFresh(TIME, Number(timestamp), now);
  const uri = url.replace(/%[0-9A-F]{2}/gi, (code) => DECODED[code.toUpperCase()] ?? code);
  requireHmac(headers, "x-hubspot-signature-v3", secret, [method, uri, rawBody, timestamp]);
}

function readContact(value: Plain, options: Options): Made {
  const properties = plainOf(value["properties"]);
  const id = textOf(value["id"]) ?? textOf(properties["hs_object_id"]);
  if (id === undefined) return "has no id";
  const timestamp = textOf(value["updatedAt"]) ?? textOf(properties["lastmodifieddate"]);
  if (value["archived"] === true) return [deleted(id, timestamp, options)];
  return [identify(id, timestamp, properties, options)];
}

/** An export's columns are the labels of the properties. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ["phone number", "phone"],
  ["mobile phone number", "mobilephone"],
  ["first name", "firstname"],
  ["last name", "lastname"],
  ["street address", "address"],
  ["state/region", "state"],
  ["postal code", "zip"],
  ["country/region", "country"],
  ["date of birth", "date_of_birth"],
  ["lifecycle stage", "lifecyclestage"],
  ["job title", "jobtitle"],
  ["company name", "company"],
  ["create date", "createdate"],
  ["unsubscribed from all email", "hs_email_optout"],
]);

function readRow(row: Plain, options: Options): Made {
  const properties = Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const label = column.trim().toLowerCase();
      return [LABELS.get(label) ?? label, value];
    }),
  );
  const id = textOf(properties["record id"]) ?? textOf(properties["hs_object_id"]);
  if (id === undefined) return "is no contact: it has neither properties nor a Record ID";
  const written =
    textOf(properties["last modified date"]) ?? textOf(properties["lastmodifieddate"]);
  // An export writes `2026-05-01 12:30`.
  const timestamp = written?.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/, "$1T$2:00Z");
  return [identify(id, timestamp, properties, options)];
}

function readChange(change: Plain, options: Options): Made {
  const type = textOf(change["subscriptionType"]) ?? "";
  const isContact = type.startsWith("contact.") || change["objectTypeId"] === "0-1";
  if (!isContact) return `is about something else than a contact: ${type}`;
  const id = textOf(change["objectId"]);
  const at = change["occurredAt"];
  if (id === undefined || typeof at !== "number") return "lacks objectId or occurredAt";
  const timestamp = new Date(at).toISOString();
  // An eventId alone is not promised to be unique; `attemptNumber` tells the repeats of one event apart, and is left out.
  const parts = [change["eventId"], change["subscriptionId"], id, at];
  const messageId = ["hubspot", ...parts.map((part) => textOf(part) ?? "")].join("-");
  const context = { externalIds: externalIds({ [options.idType]: id }) };
  switch (type.slice(type.indexOf(".") + 1)) {
    case "propertyChange": {
      const property = { [textOf(change["propertyName"]) ?? ""]: change["propertyValue"] };
      return [{ ...identify(id, timestamp, property, options, true), messageId }];
    }
    case "creation":
      return [{ type: "track", event: "Contact Created", messageId, timestamp, context }];
    case "deletion":
    case "privacyDeletion":
      return [{ ...deleted(id, timestamp, options), messageId }];
    case "merge": {
      const merged = [change["primaryObjectId"], change["newObjectId"]];
      const ids = [id, ...merged, ...listOf(change["mergedObjectIds"])].flatMap(
        (one) => textOf(one) ?? [],
      );
      const all = [...new Set(ids)].flatMap((one) => externalIds({ [options.idType]: one }) ?? []);
      return [{ type: "identify", messageId, timestamp, context: { externalIds: all } }];
    }
    default:
      return `is of a subscription that is not read: ${type}`;
  }
}

function deleted(id: string, timestamp: string | undefined, { idType }: Options): Plain {
  const context = { externalIds: externalIds({ [idType]: id }) };
  return { type: "track", event: "Contact Deleted", timestamp, context };
}

function identify(
  id: string,
  timestamp: string | undefined,
  properties: Plain,
  { idType, marketingPurpose }: Options,
  isChange = false,
): Plain {
  const property = (...names: readonly string[]): Stated =>
    firstOf(names.map((name) => statedOf(properties[name])));
  const traits = {
    email: property("email"),
    phone: property("mobilephone", "phone"),
    firstName: property("firstname"),
    lastName: property("lastname"),
    company: property("company"),
    title: property("jobtitle"),
    birthday: property("date_of_birth"),
    lifecycleStage: property("lifecyclestage"),
    createdAt: property("createdate"),
  };
  const address = {
    street: property("address"),
    city: property("city"),
    postalCode: property("zip"),
    state: property("state"),
    country: property("country"),
  };
  const optOut = properties["hs_email_optout"];
  const hasOptedOut = optOut === true || /^(true|yes)$/i.test(textOf(optOut) ?? "");
  return {
    type: "identify",
    timestamp,
    traits: traitsOf({ traits, address }, isChange),
    context: {
      externalIds: externalIds({ [idType]: id }),
      ...(hasOptedOut ? { consent: consent(marketingPurpose, false) } : {}),
    },
  };
}
