import type { Accept, ItemResult } from "../acceptance/item.ts";
import { MOST_BATCH_ITEMS } from "../wire/batch-calls.ts";

/**
 * Takes in what records came to, of which there may be more than one batch: a mapping makes many events of one. What was
 * accepted before a fault is a duplicate the next time.
 */
export function inBatches(accept: Accept): Accept {
  return async (items, source) => {
    const results: ItemResult[] = [];
    for (let from = 0; from < items.length; from += MOST_BATCH_ITEMS)
      for (const result of await accept(items.slice(from, from + MOST_BATCH_ITEMS), source))
        results.push({ ...result, index: from + result.index });
    return results;
  };
}
