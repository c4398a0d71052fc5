import { MongoServerError, type Collection, type Document } from "mongodb";

/** An index as an earlier version made it. */
export interface FormerIndex {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
}

const INDEX_NOT_FOUND = 27;

/**
 * Drops what earlier versions made and this one does not use: in a data folder that is kept every write would go on paying
 * for it. Name and key must both be as we made them; all others are an operator's own. For a collection that is there.
 */
export async function dropFormerIndexes<Of extends Document>(
  collection: Collection<Of>,
  former: readonly FormerIndex[],
): Promise<void> {
  const there = await collection.indexes();
  for (const { name, key } of former)
    if (there.some((one) => one.name === name && isSame(one.key, key)))
      await collection.dropIndex(name).catch((error: unknown) => {
        // Another process that starts was first.
        if (!(error instanceof MongoServerError && error.code === INDEX_NOT_FOUND)) throw error;
      });
}

// The order of its fields is part of a key.
function isSame(a: object, b: object): boolean {
  return JSON.stringify(Object.entries(a)) === JSON.stringify(Object.entries(b));
}
