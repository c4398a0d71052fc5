import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../../platform/mongo.ts";
import { readComputedTraits, type ComputedDefinition } from "../../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { DAY, NOW, order, over, read, store, work } from "./harness.ts";

const MB = 1024 * 1024;

let database: Database;
beforeAll(async () => {
  database = await testDatabase("computed_size");
});
afterAll(() => dropAndClose(database));

/** Ten states of one property: they differ in what else they ask. */
const ten = (asked: string): readonly ComputedDefinition[] =>
  readComputedTraits(
    Array.from({ length: 10 }, (_, i) => ({
      name: `${String(i)}.json`,
      text: JSON.stringify({
        key: `kinds_${String(i)}`,
        version: 1,
        description: "d",
        type: "unique_count",
        events: [{ name: "Order" }],
        where: [{ property: `properties.${asked}${String(i)}`, op: "EXISTS", value: false }],
        property: "properties.texts[]",
      }),
    })),
  );

async function largest(): Promise<number> {
  const [found] = await database.db
    .collection("computed_days")
    .aggregate<{ size: number }>([
      { $group: { _id: null, size: { $max: { $bsonSize: "$$ROOT" } } } },
    ])
    .toArray();
  return found?.size ?? 0;
}

describe("a profile's month of computed traits", () => {
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

  it("fits in a document, whatever is sent: ten lists of the longest texts, more of them a day than are kept", async () => {
    const events = over(database, { traits: ten("p") });
    await events.ensureIndexes();
    await store(database, hostile);
    await work(events, hostile);
    expect(await largest()).toBeGreaterThan(9 * MB);
    expect(await largest()).toBeLessThan(13 * MB);
    expect((await read(events, [["hostile"]], ["kinds_3"]))[0]).toEqual({ kinds_3: 3_100 });
  }, 30_000);

  it("fits in one as well when the definitions have changed: backfill takes the former states out", async () => {
    const events = over(database, { traits: ten("q") });
    expect(await events.backfillTraits()).toBe(true);
    expect(await largest()).toBeGreaterThan(9 * MB);
    expect(await largest()).toBeLessThan(13 * MB);
    expect((await read(events, [["hostile"]], ["kinds_3"]))[0]).toEqual({ kinds_3: 3_100 });
  }, 30_000);

  it("makes room for a batch where backfill has not been there", async () => {
    const events = over(database, { traits: ten("r") });
    await work(events, hostile);
    expect(await largest()).toBeLessThan(13 * MB);
    expect((await read(events, [["hostile"]], ["kinds_3"]))[0]).toEqual({ kinds_3: 3_100 });
  }, 30_000);
});
