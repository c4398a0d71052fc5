import { expect, it } from "@jest/globals";
import { MOST_BATCH_ITEMS } from "../../pipeline/wire/batch-calls.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph } from "../support/graph.ts";

it("works the largest batch that may be sent together, not one by one", async () => {
  const database = await testDatabase();
  const graph = await openTestGraph(database);
  try {
    await graph.rest();
    const sent = Array.from({ length: MOST_BATCH_ITEMS }, (_, n) => ({
      raw: {
        type: "identify",
        messageId: `m-${String(n)}`,
        userId: `u-${String(n)}`,
        traits: { plan: "plus" },
      },
    }));
    await graph.pipeline.accept(sent, "test");
    const [batch] = await graph.events.claim(1, { worker: "one", live: ["one"] });
    expect(batch?.events).toHaveLength(MOST_BATCH_ITEMS);
    await graph.pipeline.flow(batch?.events ?? []);
    const found = await graph.identity.scan(null, MOST_BATCH_ITEMS + 1);
    expect(found).toHaveLength(MOST_BATCH_ITEMS);
  } finally {
    await graph.stop();
    await dropAndClose(database);
  }
}, 60_000);
