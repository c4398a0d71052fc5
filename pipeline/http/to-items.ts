import type { SentItem } from "../acceptance/item.ts";
import { batchCalls } from "../wire/batch-calls.ts";

/** The most bytes of one request. */
export const MOST_BATCH_BYTES = 500 * 1024;

/** The events of a body: itself where the address says what it is, else those of its batch. Throws as `batchCalls` does. */
export function toItems(body: unknown, type: SentItem["type"]): SentItem[] {
  return type === undefined
    ? batchCalls(body).map((raw) => ({ raw, live: true }))
    : [{ raw: body, type, live: true }];
}
