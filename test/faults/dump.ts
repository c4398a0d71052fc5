import { BSON, type Db, type Document } from "mongodb";

/** What depends on when and how something was worked, and not on what was accepted. */
const LEAVE_OUT: Readonly<Record<string, readonly string[]>> = {
  events: ["receivedAt"],
  quarantine: ["receivedAt"],
  profiles: ["by"],
  identifiers: [],
  customers: ["v"],
  observations: [],
  receipts: ["recordedAt", "todo"],
  decisions: [],
  computed_days: ["at"],
  identity_links: [],
  memberships: ["read.stamp", "read.due", "read.goneAt"],
};

/** The state as lines, one a document, in one order: two databases are equal where their dumps are. */
export async function dump(db: Db, without: readonly string[] = []): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, fields] of Object.entries(LEAVE_OUT)) {
    if (without.includes(name)) continue;
    // One without a membership, now or ever, reads like none at all.
    const filter: Document =
      name === "memberships"
        ? { "read.goneAt": { $exists: false }, "read.memberships.0": { $exists: true } }
        : {};
    const projection = Object.fromEntries(fields.map((field) => [field, 0]));
    const found = await db.collection(name).find(filter, { projection }).sort({ _id: 1 }).toArray();
    for (const document of found) lines.push(`${name} ${BSON.EJSON.stringify(sorted(document))}`);
  }
  return lines;
}

const MOST_SHOWN = 20;

/** The first differences of two dumps, for a person, the two sides of a document together; empty where there are none. */
export function differences(a: readonly string[], b: readonly string[]): string[] {
  const [inA, inB] = [new Set(a), new Set(b)];
  const only = [
    ...a.filter((line) => !inB.has(line)).map((line) => `${idOf(line)} - ${line}`),
    ...b.filter((line) => !inA.has(line)).map((line) => `${idOf(line)} + ${line}`),
  ];
  return only
    .sort()
    .slice(0, MOST_SHOWN)
    .map((line) => line.slice(line.search(/ [-+] /) + 1));
}

function idOf(line: string): string {
  return `${line.split(" ", 1)[0] ?? ""} ${/"_id":("[^"]*"|\{[^}]*\})/.exec(line)?.[1] ?? ""}`;
}

// The order of fields says which was written first, and nothing else.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (
    value === null ||
    typeof value !== "object" ||
    Object.getPrototypeOf(value) !== Object.prototype
  )
    return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
