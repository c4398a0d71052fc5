import { createHash } from "node:crypto";

type Row = Readonly<Record<string, unknown>>;

// Columns that are not traits: what the record is called, when it was true, and who it is about.
const OWN_FIELD: ReadonlyMap<string, string> = new Map([
  ["message_id", "messageId"],
  ["user_id", "userId"],
  ["anonymous_id", "anonymousId"],
  ["timestamp", "timestamp"],
  ["updated_at", "timestamp"],
]);
const EXTERNAL_ID = /^(crm_id|loyalty_id|device_id|cookie|external_.+_id)$/;
const ADDRESS: ReadonlyMap<string, string> = new Map([
  ["street", "street"],
  ["city", "city"],
  ["postal_code", "postalCode"],
  ["state", "state"],
  ["country", "country"],
]);

/**
 * A row of a table as an identify event: `user_id`, `anonymous_id`, `message_id`, `timestamp` or `updated_at` by those
 * names in any casing; `crm_id`, `loyalty_id`, `device_id`, `cookie` as external ids; the columns of an address
 * together; every other column a trait in camel case. Without a message id the row's content is its id, so that a
 * file that is loaded twice is stored once.
 */
export function rowToEvent(row: Row): Record<string, unknown> {
  const event: Record<string, unknown> = { type: "identify" };
  const traits: Record<string, unknown> = {};
  const address: Record<string, unknown> = {};
  const externalIds: object[] = [];
  for (const [column, value] of Object.entries(row)) {
    if (value === "" || value === null) continue;
    const name = snake(column);
    const own = OWN_FIELD.get(name);
    const part = ADDRESS.get(name);
    if (own !== undefined) event[own] = value;
    else if (EXTERNAL_ID.test(name))
      externalIds.push({ type: name, id: value, collection: "users", encoding: "none" });
    else if (part !== undefined) address[part] = value;
    else traits[camel(name)] = value;
  }
  if (Object.keys(address).length > 0) traits["address"] = address;
  event["messageId"] ??=
    `row-${createHash("sha256").update(JSON.stringify(row)).digest("hex").slice(0, 40)}`;
  return {
    ...event,
    traits,
    ...(externalIds.length > 0 ? { context: { externalIds } } : {}),
  };
}

function snake(column: string): string {
  return column
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
}

function camel(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
