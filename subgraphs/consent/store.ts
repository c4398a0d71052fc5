import type { ClientSession, Collection, Db } from "mongodb";
import type { Receipt, StoredDecision } from "./domain/receipt.ts";

/** What one identifier decided, by purpose. */
export interface DecisionsDocument {
  /** The identifier's key. */
  readonly _id: string;
  readonly p: Readonly<Record<string, StoredDecision>>;
}

/** The collections of this subgraph. */
export interface ConsentStore {
  readonly receipts: Collection<Receipt>;
  readonly decisions: Collection<DecisionsDocument>;
}

/** The collections. */
export function openStore(db: Db): ConsentStore {
  return {
    receipts: db.collection<Receipt>("receipts"),
    decisions: db.collection<DecisionsDocument>("decisions"),
  };
}

/** Makes the indexes; does nothing where they are. */
export async function ensureIndexes({ receipts }: ConsentStore): Promise<void> {
  await receipts.createIndexes([
    { key: { names: 1, at: -1 }, name: "by_identifier" },
    { key: { todo: 1 }, name: "pending", partialFilterExpression: { todo: true } },
  ]);
}

/** Adds receipts that are new, and lets their decisions take force where they are the newest. All or nothing, by session. */
export async function appendReceipts(
  { receipts, decisions }: ConsentStore,
  entries: readonly Receipt[],
  session: ClientSession,
): Promise<void> {
  await receipts.bulkWrite(
    entries.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
    })),
    { session, ordered: false },
  );
  // $max compares field by field: the later time wins, then the denial. Order and repetition do not matter.
  const updates = entries.flatMap(({ names, decisions: made, at, source }) =>
    names.map((_id) => ({
      updateOne: {
        filter: { _id },
        update: {
          $max: Object.fromEntries(
            made.map(({ purpose, denied }) => [
              `p.${purpose}`,
              { t: at, d: denied ? 1 : 0, s: source },
            ]),
          ),
        },
        upsert: true,
      },
    })),
  );
  if (updates.length > 0) await decisions.bulkWrite(updates, { session, ordered: false });
}
