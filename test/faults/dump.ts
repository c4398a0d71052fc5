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

const MOST_SHOWN = 20;

/**
 * The first differences of the states of two databases, for a person, the two sides of a document together; empty where
 * there are none. One collection at a time: only that is held in memory.
 */
export async function differences(
  a: Db,
  b: Db,
  without: readonly string[] = [],
): Promise<string[]> {
  const found: string[] = [];
  for (const name of Object.keys(LEAVE_OUT)) {
    if (without.includes(name)) continue;
    const [inA, inB] = [new Map(await dump(a, name)), new Map(await dump(b, name))];
    for (const id of new Set([...inA.keys(), ...inB.keys()])) {
      const [left, right] = [inA.get(id), inB.get(id)];
      if (left === right) continue;
      if (left !== undefined) found.push(`- ${name} ${left}`);
      if (right !== undefined) found.push(`+ ${name} ${right}`);
    }
  }
  return found.slice(0, MOST_SHOWN);
}

/** A collection's documents as text, by id. */
async function dump(db: Db, name: string): Promise<(readonly [id: string, text: string])[]> {
  // One without a membership, now or ever, reads like none at all.
  const filter: Document =
    name === "memberships"
      ? { "read.goneAt": { $exists: false }, "read.memberships.0": { $exists: true } }
      : {};
  const projection = Object.fromEntries((LEAVE_OUT[name] ?? []).map((field) => [field, 0]));
  const lines: (readonly [string, string])[] = [];
  for await (const document of db.collection(name).find(filter, { projection, batchSize: 5_000 }))
    lines.push([BSON.EJSON.stringify(document._id), BSON.EJSON.stringify(sorted(document))]);
  return lines;
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
