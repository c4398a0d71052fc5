import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { bought, caller, everything, openShop, type Shop } from "./shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop("replay");
});
afterAll(() => shop.close());
beforeEach(async () => {
  shop.crash = "none";
  shop.busy = [];
  shop.reader = null;
  await shop.empty();
});

describe("replaying", () => {
  it("begins where there is room only, and ends where it runs out; the next call goes on there", async () => {
    await shop.send(...Array.from({ length: 150 }, (_, n) => bought(`m-${String(n)}`, n, false)));
    await shop.patch({ properties: { ok: true } });
    shop.busy = [2];
    await expect(shop.replay(everything, caller)).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      extensions: { retryAfter: 2 },
    });
    expect(await shop.stored()).toEqual([]);
    shop.busy = [0, 2];
    const first = await shop.replay(everything, caller);
    expect([first.results.length, first.left]).toEqual([100, 50]);
    shop.busy = [];
    const rest = await shop.replay({ ...everything, after: first.last }, caller);
    expect([rest.results.length, rest.left]).toEqual([50, 0]);
    expect(await shop.stored()).toHaveLength(150);
  });

  it("that only foresees needs no room", async () => {
    await shop.send(bought("a", 1, false));
    shop.busy = [2];
    expect((await shop.replay({ ...everything, dryRun: true }, caller)).results).toHaveLength(1);
  });

  it("keeps what fails again, with the attempt and its new reason, and stores what passes", async () => {
    await shop.send(bought("a", 1, false), bought("b", 2, false));
    expect((await shop.replay(everything, caller)).results.map(({ outcome }) => outcome)).toEqual([
      "FAILED_AGAIN",
      "FAILED_AGAIN",
    ]);
    const [first] = await shop.entries();
    expect(first).toMatchObject({ attempts: 1, lastAttempt: { outcome: "QUARANTINED" } });
    await shop.graph.events.quarantined.patch(
      [first?._id ?? ""],
      { userId: null },
      { by: "x", at: shop.now },
    );
    await shop.graph.events.quarantined.patch(
      [first?._id ?? ""],
      { properties: { ok: true } },
      { by: "x", at: shop.now },
    );
    await shop.replay(everything, caller);
    expect((await shop.entries())[0]).toMatchObject({
      state: "WAITING",
      attempts: 2,
      fault: { code: "no_identifier" },
      lastAttempt: { outcome: "REJECTED", by: "ops" },
    });
    await shop.patch({ userId: "u", properties: { ok: true } });
    expect(await shop.replay(everything, caller)).toMatchObject({ left: 0 });
    expect((await shop.entries()).map(({ state }) => state)).toEqual(["REPLAYED", "REPLAYED"]);
    expect(await shop.stored()).toHaveLength(2);
    expect((await shop.replay(everything, caller)).results).toEqual([]);
  });

  it("says in a dry run what would be, and changes nothing", async () => {
    await shop.send(bought("a", 1, true), bought("a", 2, true), bought("b", 3, false));
    const dry = { ...everything, dryRun: true };
    const codes = async () =>
      (await shop.replay(dry, caller)).results.map(({ outcome, error }) => error?.code ?? outcome);
    // The two came in one instant: their order is that of their ids.
    expect((await codes()).sort()).toEqual(["id_conflict", "plan_invalid_property"]);
    await shop.patch({ messageId: "c", properties: { ok: true } });
    // Two that a patch gave one id: the first would be stored.
    expect(await codes()).toEqual(["REPLAYED", "id_conflict"]);
    expect(await shop.stored()).toHaveLength(1);
    expect((await shop.entries()).every(({ attempts, holder }) => attempts === 0 && !holder)).toBe(
      true,
    );
  });

  it("gives an event without a time or an id those that it came with", async () => {
    const came = shop.now;
    const [sent] = await shop.send(bought(undefined, 1, false));
    await shop.patch({ properties: { ok: true } });
    shop.now = new Date(shop.now.getTime() + 3_600_000);
    await shop.replay(everything, caller);
    expect(await shop.stored()).toMatchObject([{ messageId: sent?.messageId, ts: came }]);
  });

  it("puts the time of a sender's wrong clock right as it would have been at first, but not one that a patch gives", async () => {
    const came = shop.now;
    const ago = (minutes: number): string => new Date(+came - minutes * 60_000).toISOString();
    // The clock is an hour behind: sent now, happened ten minutes ago.
    const slow = { timestamp: ago(70), sentAt: ago(60) };
    const held = ["live", "file", "patched"].map((messageId, n) => ({
      raw: { ...bought(messageId, n, false), ...slow },
      live: messageId !== "file",
    }));
    await shop.accept(held, "shop");
    await shop.patch({ properties: { ok: true } });
    const patched = (await shop.entries()).find(({ messageId }) => messageId === "patched");
    await shop.graph.events.quarantined.patch(
      [patched?._id ?? ""],
      { timestamp: ago(5) },
      { by: "ops", at: shop.now },
    );
    shop.now = new Date(shop.now.getTime() + 3_600_000);
    await shop.replay(everything, caller);
    const times = new Map((await shop.stored()).map(({ messageId, ts }) => [messageId, ts]));
    expect(times).toEqual(
      new Map([
        ["live", new Date(ago(10))],
        ["file", new Date(ago(70))],
        ["patched", new Date(ago(5))],
      ]),
    );
  });

  it("replays a record that no mapping could read as the event that a patch made of it", async () => {
    const fault = { code: "mapping_failed", field: null, message: "no event" } as const;
    await shop.accept([{ raw: { vendor: 1 }, original: '{ "vendor": 1 }', fault }], "shop");
    expect((await shop.entries())[0]).toMatchObject({
      kind: "record",
      original: '{ "vendor": 1 }',
    });
    await shop.replay(everything, caller);
    expect((await shop.entries())[0]?.fault.code).toBe("missing_field");
    await shop.patch({
      type: "track",
      event: "Bought",
      userId: "u",
      properties: { n: 1, ok: true },
    });
    await shop.replay(everything, caller);
    expect(await shop.stored()).toMatchObject([{ messageId: expect.stringMatching(/^record-/) }]);
  });

  it("reads a record by its reader although a column of it holds the name of a call, patched or not", async () => {
    const fault = { code: "mapping_failed", field: null, message: "no event" } as const;
    const row = { type: "page", userId: "u", colour: "red" };
    await shop.accept([{ raw: row, original: JSON.stringify(row), fault }], "shop");
    const seen: unknown[] = [];
    shop.reader = {
      read: (records) => {
        seen.push(...records.map(({ value }) => value));
        return Promise.resolve([[{ raw: null, fault }]]);
      },
    };
    await shop.replay(everything, caller);
    await shop.patch({ colour: "blue" });
    await shop.replay(everything, caller);
    expect(seen).toEqual([row, { ...row, colour: "blue" }]);
    expect(await shop.stored()).toEqual([]);
  });

  it("reads a record anew by the reader of its source, all of its events or it waits on", async () => {
    const fault = { code: "mapping_failed", field: null, message: "no event" } as const;
    await shop.accept([{ raw: { lines: [1, 2] }, original: '{ "lines": [1, 2] }', fault }], "shop");
    let ok = false;
    shop.reader = {
      read: (records) => {
        expect(records).toEqual([{ value: { lines: [1, 2] }, original: '{ "lines": [1, 2] }' }]);
        return Promise.resolve([
          [1, 2].map((n) => ({ raw: bought(`line-${String(n)}`, n, n === 1 || ok), keep: true })),
        ]);
      },
    };
    const outcomes = async () =>
      (await shop.replay(everything, caller)).results.map(({ outcome }) => outcome);
    expect(await outcomes()).toEqual(["FAILED_AGAIN"]);
    expect(await shop.entries()).toMatchObject([{ fault: { code: "plan_invalid_property" } }]);
    ok = true;
    expect(await outcomes()).toEqual(["REPLAYED"]);
    expect((await shop.stored()).map(({ messageId }) => messageId).sort()).toEqual([
      "line-1",
      "line-2",
    ]);
    expect(await shop.entries()).toHaveLength(1);
  });

  it("goes through a large filter in calls, and says how many are left", async () => {
    const many = Array.from({ length: 730 }, (_, n) => bought(`m${String(n)}`, n, false));
    await shop.send(...many);
    const first = await shop.replay(everything, caller);
    expect(first).toMatchObject({ left: 230 });
    const second = await shop.replay({ ...everything, after: first.last }, caller);
    expect(second).toMatchObject({ left: 0 });
    const tried = [...first.results, ...second.results].map(({ id }) => id);
    expect(new Set(tried).size).toBe(730);
  });
});
