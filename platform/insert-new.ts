import type { Collection, Document, OptionalUnlessRequiredId } from "mongodb";
import { duplicatesOf } from "./mongo.ts";

/** Inserts what is new, as one command; answers the places of those whose key is taken, and throws whatever else failed. */
export async function insertNew<T extends Document>(
  collection: Collection<T>,
  documents: readonly OptionalUnlessRequiredId<T>[],
): Promise<number[]> {
  if (documents.length === 0) return [];
  try {
    await collection.insertMany(documents, { ordered: false });
    return [];
  } catch (error) {
    return duplicatesOf(error);
  }
}
