import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createKeys } from "../../../platform/keys.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { PutAside } from "../../../subgraphs/events/domain/quarantine/quarantine-entry.ts";
import { mergePatch } from "../../../subgraphs/events/domain/quarantine/merge-patch.ts";
import { applyPatch } from "../../../subgraphs/events/quarantine/apply-patch.ts";
import { createPort, type EventsPort } from "../../../subgraphs/events/port.ts";
import { ensureIndexes, openStore, type EventsStore } from "../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";

let database: Database;
let store: EventsStore;
let port: EventsPort;
const now = new Date("2026-05-01T12:00:00Z");
const later = new Date(now.getTime() + 31_000);

beforeAll(async () => {
  database = await testDatabase("quarantine");
  store = openStore(database.db);
  await ensureIndexes(store);
  port = createPort(store, createKeys("s".repeat(32)), () => now);
});
beforeEach(async () => {
  await store.quarantine.deleteMany({});
});
afterAll(() => dropAndClose(database));

function aside(n: number, rest: Partial<PutAside> = {}): PutAside {
  return {
    event: `e${String(n)}`,
    source: "web",
    messageId: `m${String(n)}`,
    kind: "event",
    type: "TRACK",
    name: "Paid",
    call: null,
    body: JSON.stringify({ n }),
    original: null,
    fault: { code: "id_conflict", field: "messageId", message: "taken", plan: null },
    receivedAt: new Date(now.getTime() + n * 1_000),
    ...rest,
  };
}

async function putAside(...entries: readonly PutAside[]): Promise<string[]> {
  await port.quarantine(entries);
  const found = await store.quarantine.find({}, { sort: { receivedAt: 1, _id: 1 } }).toArray();
  return found.map(({ _id }) => _id);
}

const by = { by: "ops", at: now };
const kinds = (changes: readonly { kind: string }[]): string[] => changes.map(({ kind }) => kind);

describe("what is put aside", () => {
  it("keeps the same text once, whatever was done about it, and another text beside it", async () => {
    const [id = ""] = await putAside(aside(1));
    await port.quarantined.discard([id], "test data", by);
    await port.quarantine([aside(1, { receivedAt: later })]);
    expect(await store.quarantine.countDocuments()).toBe(1);
    expect((await port.quarantined.find([id]))[0]).toMatchObject({
      state: "DISCARDED",
      receivedAt: aside(1).receivedAt,
    });
    await port.quarantine([aside(1, { body: "{}" }), aside(1, { body: "{}", original: "<x/>" })]);
    expect(await store.quarantine.countDocuments()).toBe(3);
    expect(await port.status()).toMatchObject({ quarantined: 2 });
  });
});

describe("the list", () => {
  it("pages by place without repeating or skipping, also where times are equal", async () => {
    const same = { receivedAt: now };
    await putAside(...[1, 2, 3, 4, 5].map((n) => aside(n, same)), aside(6), aside(7));
    for (const order of ["newest", "oldest"] as const) {
      const seen: string[] = [];
      for (let after = null; ;) {
        const page = await port.quarantined.list({ filter: null, after, size: 2, order });
        seen.push(...page.map(({ messageId }) => messageId));
        const last = page.at(-1);
        if (last === undefined) break;
        after = { receivedAt: last.receivedAt, id: last._id } as never;
      }
      expect([...seen].sort()).toEqual(["m1", "m2", "m3", "m4", "m5", "m6", "m7"]);
      expect(order === "newest" ? seen.slice(0, 2) : seen.slice(-2).reverse()).toEqual([
        "m7",
        "m6",
      ]);
    }
  });

  it("filters by every part of the filter", async () => {
    const fault = { code: "plan_missing_property", field: "properties.a", plan: "shop@2" };
    await putAside(aside(1), aside(2, { source: "pos", fault: { ...fault, message: "x" } }));
    const list = async (filter: object): Promise<string[]> =>
      (await port.quarantined.list({ filter, after: null, size: 9, order: "newest" })).map(
        ({ messageId }) => messageId,
      );
    for (const only of [
      { source: "pos" },
      { reason: fault.code },
      { plan: "shop@2" },
      { field: "properties.a" },
      { since: aside(2).receivedAt },
      { source: "pos", state: "WAITING" as const },
    ])
      expect(await list(only)).toEqual(["m2"]);
    expect(await list({ until: aside(2).receivedAt })).toEqual(["m1"]);
    expect(await list({ state: "REPLAYED" })).toEqual([]);
  });
});

describe("changes", () => {
  it("patches on top of patches and keeps what was sent first", async () => {
    const [id = ""] = await putAside(aside(1, { body: '{"a":{"b":1},"list":[{"x":1}]}' }));
    await port.quarantined.patch([id], { a: { c: 2 } }, by);
    await port.quarantined.patch([id], [{ op: "remove", path: "/list/0/x" }], by);
    const [entry] = await port.quarantined.find([id]);
    expect(entry).toMatchObject({
      body: '{"a":{"b":1},"list":[{"x":1}]}',
      patched: '{"a":{"b":1,"c":2},"list":[{}]}',
      patches: [{ by: "ops" }, { by: "ops" }],
    });
  });

  it("does not change what is settled, held, cut off or not there", async () => {
    const ids = await putAside(aside(1), aside(2), aside(3), aside(4));
    const [replayed = "", discarded = "", held = "", free = ""] = ids;
    const { holder } = await port.quarantined.take([replayed], now, 30_000);
    const attempt = { at: now, by: "ops", outcome: "ACCEPTED", fault: null } as const;
    await port.quarantined.end(holder, [{ id: replayed, attempt, replayedAs: "e1" }]);
    await port.quarantined.discard([discarded], "no use", by);
    await port.quarantined.take([held], now, 30_000);
    const all = [...ids, "nobody"];
    const patched = await port.quarantined.patch(all, { a: 1 }, by);
    expect(kinds(patched)).toEqual(["settled", "settled", "busy", "done", "not_found"]);
    const afterHold = await port.quarantined.discard(all, "late", { ...by, at: later });
    expect(kinds(afterHold)).toEqual(["settled", "settled", "cut_off", "done", "not_found"]);
    expect((await port.quarantined.find([free]))[0]?.state).toBe("DISCARDED");
  });

  it("gives each waiting entry to one of many replays, and again when the hold is over", async () => {
    const ids = await putAside(...Array.from({ length: 20 }, (_, n) => aside(n)));
    const takes = await Promise.all(
      [1, 2, 3, 4].map(() => port.quarantined.take(ids, now, 30_000)),
    );
    const taken = takes.flatMap((one) => one.taken.map(({ _id }) => _id));
    expect([...taken].sort()).toEqual([...ids].sort());
    expect((await port.quarantined.take(ids, now, 30_000)).taken).toEqual([]);
    const again = await port.quarantined.take(ids, later, 30_000);
    expect(again.taken).toHaveLength(20);
    // What the first one says now comes too late: the entries are another's.
    const attempt = { at: now, by: "ops", outcome: "REJECTED", fault: null } as const;
    await port.quarantined.end(takes[0]?.holder ?? "", [{ id: ids[0] ?? "", attempt }]);
    expect((await port.quarantined.find(ids)).every(({ attempts }) => attempts === 0)).toBe(true);
  });
});

describe("a patch", () => {
  it("merges as the examples of RFC 7396, appendix A, say", () => {
    const cases: readonly (readonly [unknown, unknown, unknown])[] = [
      [{ a: "b" }, { a: "c" }, { a: "c" }],
      [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
      [{ a: "b" }, { a: null }, {}],
      [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
      [{ a: ["b"] }, { a: "c" }, { a: "c" }],
      [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
      [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
      [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
      [
        ["a", "b"],
        ["c", "d"],
        ["c", "d"],
      ],
      [{ a: "b" }, ["c"], ["c"]],
      [{ a: "foo" }, null, null],
      [{ a: "foo" }, "bar", "bar"],
      [{ e: null }, { a: 1 }, { e: null, a: 1 }],
      [[1, 2], { a: "b", c: null }, { a: "b" }],
      [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    ];
    for (const [target, patch, result] of cases) expect(mergePatch(target, patch)).toEqual(result);
  });

  it("applies whole or not at all, and pollutes nothing", () => {
    const refusals: unknown[] = [
      [{ op: "replace", path: "/none/x", value: 1 }],
      [
        { op: "add", path: "/a", value: 2 },
        { op: "test", path: "/a", value: 3 },
      ],
      [{ op: "nothing" }],
      ["x"],
      [{ op: "add", path: "/a/b/c", value: 1 }],
      Array.from({ length: 101 }, () => ({ op: "add", path: "/a", value: 1 })),
      Array.from({ length: 6 }, () => ({ op: "copy", from: "", path: "/b" })),
    ];
    for (const patch of refusals) expect(applyPatch('{"a":1}', patch).kind).toBe("refused");
    applyPatch('{"a":1}', [{ op: "add", path: "/__proto__/polluted", value: 1 }]);
    applyPatch('{"a":1}', JSON.parse('{"__proto__":{"polluted":1}}'));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
