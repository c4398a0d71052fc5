import type { ClientSession } from "mongodb";
import type { Keys } from "../../platform/keys.ts";
import type { Receipt } from "./domain/receipt.ts";
import { appendReceipts, type ConsentStore } from "./store.ts";

/** The verbs of consent. */
export interface ConsentPort {
  /** The id of a receipt, for ever: made from who recorded it and the sender's id of it. */
  receiptIdOf(source: string, receiptId: string): string;
  /** Adds receipts and lets their decisions take force, within the caller's transaction. Repeats change nothing. */
  decide(receipts: readonly Receipt[], session: ClientSession): Promise<void>;
  /** The receipt of this id; null where there is none. */
  receipt(id: string): Promise<Receipt | null>;
  /** Receipts recorded before `until` whose customers' segments are still to be evaluated again. */
  pending(until: Date, limit: number): Promise<Receipt[]>;
  /** Marks receipts as done. */
  settle(ids: readonly string[]): Promise<void>;
}

/** The verbs over a store. */
export function createPort(store: ConsentStore, keys: Keys): ConsentPort {
  return {
    receiptIdOf: (source, receiptId) => `r${keys.hash("identifier", `${source}\n${receiptId}`)}`,
    decide: (receipts, session) =>
      receipts.length === 0 ? Promise.resolve() : appendReceipts(store, receipts, session),
    receipt: (id) => store.receipts.findOne({ _id: id }),
    pending: (until, limit) =>
      store.receipts.find({ todo: true, recordedAt: { $lt: until } }, { limit }).toArray(),
    settle: async (ids) => {
      await store.receipts.updateMany({ _id: { $in: [...ids] } }, { $unset: { todo: 1 } });
    },
  };
}
