import type { Db } from "mongodb";

/** What is looked up by many keys at once, and by which of its fields. */
export interface LookUp {
  readonly collection: string;
  readonly field: string;
  /** What becomes of the documents of one row: filter, order, limit. */
  readonly pipeline: readonly object[];
  /** Of each set the values that its keys are looked up for, one row a value: `$$each` to the pipeline. */
  readonly each?: readonly (readonly string[])[];
}

/** The server merges the index scans of at most so many keys; a longer row is read in parts. */
const KEYS_A_ROW = 200;

/**
 * Reads what belongs to each of many sets of keys, in one command: each set is a row that the server looks up by index,
 * so that documents examined are those returned. A set of more than 200 keys is read in parts, whose results follow
 * each other: order and limit hold for each part.
 */
export async function lookUp<T>(
  db: Db,
  sets: readonly (readonly string[])[],
  { collection, field, pipeline, each }: LookUp,
): Promise<T[][]> {
  const rows = sets.flatMap((keys, i) => {
    const parts: object[] = [];
    // Values are sent once a set and come from outside: none of them is an expression.
    const values = each === undefined ? {} : { each: { $literal: each[i] ?? [] } };
    for (let at = 0; at < keys.length; at += KEYS_A_ROW)
      parts.push({ i, keys: keys.slice(at, at + KEYS_A_ROW), ...values });
    return parts;
  });
  const found = sets.map((): T[] => []);
  if (rows.length === 0) return found;
  const cursor = db.aggregate<{ i: number; found: T[] }>(
    [
      { $documents: rows },
      ...(each === undefined ? [] : [{ $unwind: "$each" }]),
      {
        $lookup: {
          from: collection,
          localField: "keys",
          foreignField: field,
          ...(each === undefined ? {} : { let: { each: "$each" } }),
          pipeline: [...pipeline],
          as: "found",
        },
      },
      { $project: { i: 1, found: 1 } },
    ],
    { batchSize: 10_000 },
  );
  for await (const row of cursor) found[row.i]?.push(...row.found);
  return found;
}
