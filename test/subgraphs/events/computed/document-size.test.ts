import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../../platform/mongo.ts";
import { readComputedTraits } from "../../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { DAY, NOW, order, over, read, store, work } from "./harness.ts";

const MB = 1024 * 1024;

let database: Database;
beforeAll(async () => {
  database = await testDatabase("computed_size");
});
afterAll(() => dropAndClose(database));

describe("a profile's month of computed traits", () => {
  it("fits in a document, whatever is sent: ten lists of the longest texts, more of them a day than are kept", async () => {
    // Ten states of one property: they differ in what else they ask.
    const traits = readComputedTraits(
      Array.from({ length: 10 }, (_, i) => ({
        name: `${String(i)}.json`,
        text: JSON.stringify({
          key: `kinds_${String(i)}`,
          version: 1,
          description: "d",
          type: "unique_count",
          events: [{ name: "Order" }],
          where: [{ property: `properties.p${String(i)}`, op: "EXISTS", value: false }],
          property: "properties.texts[]",
        }),
      })),
    );
    const events = over(database, { traits });
    await events.ensureIndexes();
    const march = NOW - 67.5 * DAY;
    const hostile = Array.from({ length: 62 }, (_, i) => {
      const texts = Array.from({ length: 90 }, (_x, n) =>
        `${String(i)}.${String(n)}.`.padEnd(100, "€"),
      );
      const properties: object = { texts };
      return {
        ...order(`h${String(i)}`.padEnd(44, "-"), "hostile", march + i * (DAY / 2)),
        properties,
      };
    });
    await store(database, hostile);
    await work(events, hostile);
    const [largest] = await database.db
      .collection("computed_days")
      .aggregate<{ size: number }>([
        { $group: { _id: null, size: { $max: { $bsonSize: "$$ROOT" } } } },
      ])
      .toArray();
    expect(largest?.size).toBeGreaterThan(9 * MB);
    expect(largest?.size).toBeLessThan(13 * MB);
    expect((await read(events, [["hostile"]], ["kinds_3"]))[0]).toEqual({ kinds_3: 3_100 });
  }, 30_000);
});
