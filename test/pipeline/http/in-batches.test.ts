import { expect, it } from "@jest/globals";
import { inBatches } from "../../../pipeline/http/in-batches.ts";
import { MOST_BATCH_ITEMS } from "../../../pipeline/wire/batch-calls.ts";
import type { Accept } from "../../../pipeline/index.ts";

it("takes in batch by batch what records came to, and gives each its place", async () => {
  const sizes: number[] = [];
  const accept: Accept = (items) => {
    sizes.push(items.length);
    return Promise.resolve(
      items.map(({ raw }, index) => ({
        index,
        messageId: String(raw),
        outcome: "ACCEPTED",
        id: null,
        error: null,
        notes: [],
      })),
    );
  };
  const many = Array.from({ length: 2 * MOST_BATCH_ITEMS + 1 }, (_, raw) => ({ raw }));
  const results = await inBatches(accept)(many, "test");
  expect(sizes).toEqual([MOST_BATCH_ITEMS, MOST_BATCH_ITEMS, 1]);
  expect(results.every(({ index, messageId }, i) => index === i && messageId === String(i))).toBe(
    true,
  );
  expect(results).toHaveLength(many.length);
});
