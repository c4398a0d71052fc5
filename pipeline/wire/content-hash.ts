import { hash } from "node:crypto";

/** What a transport adds or changes on the way: the same event sent again may differ in it. */
const TRANSPORT = new Set([
  "sentAt",
  "receivedAt",
  "originalTimestamp",
  "writeKey",
  "_metadata",
  "messageId",
]);

/** What an event says, as one text, whatever the order of its keys; the sending of it does not count. */
export function contentOf(raw: Readonly<Record<string, unknown>>): string {
  let text = "";
  for (const key of inOrder(Object.keys(raw)))
    if (!TRANSPORT.has(key) && key !== "type" && raw[key] !== undefined && raw[key] !== null)
      text += `${JSON.stringify(key)}:${canonical(raw[key])}\n`;
  return text;
}

/** The hash of what an event of this kind says. */
export function contentHash(type: string, content: string): string {
  return hash("sha256", type + content, "base64url").slice(0, 22);
}

function canonical(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value instanceof Date) return JSON.stringify(value);
  let text = "";
  const plain = value as Readonly<Record<string, unknown>>;
  for (const key of inOrder(Object.keys(plain))) {
    const item = plain[key];
    if (item !== undefined)
      text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonical(item)}`;
  }
  return `{${text}}`;
}

// Most objects have few names, often in order already: then this is a third of the price of sorting.
function inOrder(names: string[]): string[] {
  if (names.length > MOST_INSERTED) return names.sort();
  for (let i = 1; i < names.length; i += 1) {
    const name = names[i] ?? "";
    let at = i;
    for (; at > 0 && (names[at - 1] ?? "") > name; at -= 1) names[at] = names[at - 1] ?? "";
    names[at] = name;
  }
  return names;
}

const MOST_INSERTED = 32;
