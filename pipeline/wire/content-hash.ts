import { createHash } from "node:crypto";

/** What a transport adds or changes on the way: the same event sent again may differ in it. */
const TRANSPORT = new Set([
  "sentAt",
  "receivedAt",
  "originalTimestamp",
  "writeKey",
  "_metadata",
  "messageId",
]);

/** A hash of what an event says, whatever the order of its keys; the sending of it does not count. */
export function contentHash(type: string, raw: Readonly<Record<string, unknown>>): string {
  const hash = createHash("sha256").update(type);
  for (const key of Object.keys(raw).sort())
    if (!TRANSPORT.has(key) && key !== "type" && raw[key] !== undefined && raw[key] !== null)
      hash.update(`${JSON.stringify(key)}:${canonical(raw[key])}\n`);
  return hash.digest("base64url").slice(0, 22);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (value instanceof Date) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
