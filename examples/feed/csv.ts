import { carriedBy } from "./carriers.ts";
import type { FeedRecord, Json, JsonObject, WireEvent } from "./wire.ts";

type Column = readonly [name: string, read: (event: WireEvent) => Json | undefined];

const CRM: readonly Column[] = [
  ["messageId", (event) => event.messageId],
  ["crm_id", idOf("crm_id")],
  ["first_name", traitOf("firstName")],
  ["last_name", traitOf("lastName")],
  ["email", traitOf("email")],
  ["phone", traitOf("phone")],
  ["birthday", traitOf("birthday")],
  ...["street", "city", "postalCode", "country"].map((part): Column => [
    part === "postalCode" ? "postal_code" : part,
    (event) => objectOf(event.traits?.["address"])[part],
  ]),
  ["updated_at", (event) => event.timestamp],
];

const LOYALTY: readonly Column[] = [
  ["messageId", (event) => event.messageId],
  ["loyalty_id", idOf("loyalty_id")],
  ["first_name", traitOf("firstName")],
  ["last_name", traitOf("lastName")],
  ["email", traitOf("email")],
  ["phone", traitOf("phone")],
  ["tier", traitOf("loyaltyTier")],
  ["points", traitOf("loyaltyPoints")],
  ["updated_at", (event) => event.timestamp],
];

/** The identify records of the CRM or the loyalty programme as flat rows (RFC 4180), the header first. */
export function* csvLines(
  records: Iterable<FeedRecord>,
  source: "crm" | "loyalty",
): Generator<string> {
  const columns = source === "crm" ? CRM : LOYALTY;
  yield columns.map(([name]) => name).join(",");
  for (const { source: from, event } of records)
    if (from === source && event.type === "identify")
      yield columns.map(([, read]) => cell(read(event))).join(",");
}

function cell(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^\s|\s$|[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function traitOf(name: string): Column[1] {
  return (event) => event.traits?.[name];
}

function idOf(type: string): Column[1] {
  return (event) => {
    const carried = carriedBy(event);
    return carried.find(({ namespace }) => namespace === type)?.value;
  };
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}
