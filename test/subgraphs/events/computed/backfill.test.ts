import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Document } from "mongodb";
import type { Database } from "../../../../platform/mongo.ts";
import { backfillComputed } from "../../../../subgraphs/events/computed/backfill.ts";
import { openStore } from "../../../../subgraphs/events/store.ts";
import { commandsOf, explained } from "../../../support/commands.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { definitions } from "./definitions.ts";
import { DAY, NOW, order, over, read, store } from "./harness.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase("backfill");
  await over(database).ensureIndexes();
});
afterAll(() => dropAndClose(database));

describe("backfillComputed", () => {
  it("works history for new definitions, and goes on where it was cut off", async () => {
    const { db } = database;
    // One profile with more than a page of events, among many small ones; and one with more than that in a day.
    const history = [
      ...Array.from({ length: 12_000 }, (_, i) =>
        order(
          `h${String(i)}`,
          i % 2 === 0 ? "h-hot" : `h-${String(i % 1_400)}`,
          NOW - (i % 300) * DAY,
        ),
      ),
      ...Array.from({ length: 6_000 }, (_, i) =>
        order(`d${String(i)}`, "h-hot", NOW - 7 * DAY + i),
      ),
    ];
    await store(database, history);
    const traits = definitions.filter(({ written: { key } }) => key === "orders");
    const dependencies = {
      store: openStore(db),
      database,
      traits,
      clock: () => new Date(NOW),
      hot: { events: 1_000, busy: 1_000, busyEvents: 10 },
    };
    let parts = 0;
    while (!(await backfillComputed(dependencies, 0))) {
      parts += 1;
      expect(parts).toBeLessThan(100);
    }
    expect(parts).toBeGreaterThan(1);
    const profiles = [...new Set(history.map(({ profile }) => profile))];
    const found = await read(
      over(database, { traits }),
      profiles.map((one) => [one]),
      ["orders"],
    );
    profiles.forEach((profile, i) => {
      expect(found[i]?.["orders"]).toBe(history.filter((one) => one.profile === profile).length);
    });
    expect(await over(database, { traits }).backfillTraits()).toBe(true);
    const names = await db.collection("computed_progress").find().toArray();
    expect(names.map(({ done }) => done as boolean)).toEqual([true]);
  }, 30_000);

  it("reads a page of the log at a time, however rare what counts is in it", async () => {
    const other = Array.from({ length: 7_000 }, (_, i) => ({
      ...order(`o${String(i)}`, `o-${String(i)}`),
      key: "track:Other",
    }));
    await store(database, [...other, order("rare", "o-6000")]);
    const traits = definitions.filter(({ written: { key } }) => key === "revenue");
    const by = over(database, { traits });
    const sent = await commandsOf(database, async () => {
      while (!(await by.backfillTraits()));
    });
    expect((await read(by, [["o-6000"]], ["revenue"]))[0]).toEqual({ revenue: 1 });
    const pages = sent.filter(({ command: { find, limit } }) => find === "events" && limit);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      const answer = await explained(database, page);
      const { totalKeysExamined, totalDocsExamined } = answer["executionStats"] as Document;
      expect(totalKeysExamined).toBeLessThanOrEqual(5_000);
      expect(totalDocsExamined).toBe(0);
    }
  }, 30_000);
});
