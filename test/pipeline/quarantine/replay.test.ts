import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createAccept } from "../../../pipeline/acceptance/accept.ts";
import { createForesee } from "../../../pipeline/acceptance/foresee.ts";
import type { Accept } from "../../../pipeline/acceptance/item.ts";
import { createJudgePlan } from "../../../pipeline/plans/judge.ts";
import { createReplay } from "../../../pipeline/quarantine/replay.ts";
import type { SourceReader } from "../../../pipeline/sources/source-kind.ts";
import { readPlan } from "../../../pipeline/index.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { EventsPort, ReplayQuarantine } from "../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

/** Lets through what says `ok: true`. */
const plan = readPlan(
  `
name: shop
version: 1
sources: [shop]
mode: quarantine
undeclared: { events: allow, properties: allow }
events:
  - type: track
    name: Bought
    properties: { type: object, required: [ok], properties: { ok: { const: true } } }
`,
  "shop.yml",
);
const caller = { client: "ops", scopes: new Set<string>(), purpose: null, source: "ops" };

let database: Database;
let graph: TestGraph;
let now = new Date("2026-05-01T12:00:00Z");
type Crash = "none" | "before" | "after";
let crash: Crash = "none";
let busy: readonly number[] = [];
let asked = 0;
let accept: Accept;
/** Null: the shop sends events, and what it calls a record is none. */
let reader: Pick<SourceReader, "read"> | null = null;
let replay: ReplayQuarantine;

beforeAll(async () => {
  database = await testDatabase("replay");
  graph = await openTestGraph(database);
  const { identity, events } = graph;
  const clock = (): Date => now;
  const chain = {
    identity,
    events,
    clock,
    purposes: new Set<string>(),
    standardise: null,
    findPii: null,
    judgePlan: createJudgePlan([plan], () => undefined),
  };
  accept = createAccept({ ...chain, holder: () => null, onAccepted: () => undefined, watch: null });
  const died = (): Promise<never> => Promise.reject(new Error("the process died"));
  replay = createReplay({
    clock,
    readerOf: () => reader,
    room: { busySeconds: () => busy[asked++] ?? 0 },
    foresee: createForesee(chain),
    accept: (...sent) => (crash === "before" ? died() : accept(...sent)),
    events: {
      quarantined: {
        ...events.quarantined,
        end: (...ends) => (crash === "after" ? died() : events.quarantined.end(...ends)),
      } satisfies EventsPort["quarantined"],
    },
  });
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});
beforeEach(async () => {
  crash = "none";
  [busy, asked] = [[], 0];
  reader = null;
  await Promise.all(
    ["events", "quarantine", "inbox"].map((name) => database.db.collection(name).deleteMany({})),
  );
});

/** One event; `n` tells its content from that of any other. */
function bought(messageId: string | undefined, n: number, ok: boolean): object {
  return { type: "track", event: "Bought", messageId, userId: "u", properties: { n, ok } };
}
const send = (...events: readonly object[]) =>
  accept(
    events.map((raw) => ({ raw })),
    "shop",
  );
const everything = { filter: {}, ids: null, after: null, dryRun: false };
const entries = () =>
  graph.events.quarantined.list({ filter: null, after: null, size: 1_000, order: "oldest" });
const stored = () =>
  database.db
    .collection<{ _id: string; messageId: string; ts: Date; properties: { n: number } }>("events")
    .find()
    .toArray();
const patch = async (change: object): Promise<void> => {
  const ids = (await entries()).map(({ _id }) => _id);
  await graph.events.quarantined.patch(ids, change, { by: "ops", at: now });
};

describe("replaying", () => {
  it("begins where there is room only, and ends where it runs out; the next call goes on there", async () => {
    await send(...Array.from({ length: 150 }, (_, n) => bought(`m-${String(n)}`, n, false)));
    await patch({ properties: { ok: true } });
    busy = [2];
    await expect(replay(everything, caller)).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      extensions: { retryAfter: 2 },
    });
    expect(await stored()).toEqual([]);
    [busy, asked] = [[0, 2], 0];
    const first = await replay(everything, caller);
    expect([first.results.length, first.left]).toEqual([100, 50]);
    [busy, asked] = [[], 0];
    const rest = await replay({ ...everything, after: first.last }, caller);
    expect([rest.results.length, rest.left]).toEqual([50, 0]);
    expect(await stored()).toHaveLength(150);
  });

  it("that only foresees needs no room", async () => {
    await send(bought("a", 1, false));
    busy = [2];
    expect((await replay({ ...everything, dryRun: true }, caller)).results).toHaveLength(1);
  });

  it("keeps what fails again, with the attempt and its new reason, and stores what passes", async () => {
    await send(bought("a", 1, false), bought("b", 2, false));
    expect((await replay(everything, caller)).results.map(({ outcome }) => outcome)).toEqual([
      "FAILED_AGAIN",
      "FAILED_AGAIN",
    ]);
    const [first] = await entries();
    expect(first).toMatchObject({ attempts: 1, lastAttempt: { outcome: "QUARANTINED" } });
    await graph.events.quarantined.patch(
      [first?._id ?? ""],
      { userId: null },
      { by: "x", at: now },
    );
    await graph.events.quarantined.patch(
      [first?._id ?? ""],
      { properties: { ok: true } },
      { by: "x", at: now },
    );
    await replay(everything, caller);
    expect((await entries())[0]).toMatchObject({
      state: "WAITING",
      attempts: 2,
      fault: { code: "no_identifier" },
      lastAttempt: { outcome: "REJECTED", by: "ops" },
    });
    await patch({ userId: "u", properties: { ok: true } });
    expect(await replay(everything, caller)).toMatchObject({ left: 0 });
    expect((await entries()).map(({ state }) => state)).toEqual(["REPLAYED", "REPLAYED"]);
    expect(await stored()).toHaveLength(2);
    expect((await replay(everything, caller)).results).toEqual([]);
  });

  it("says in a dry run what would be, and changes nothing", async () => {
    await send(bought("a", 1, true), bought("a", 2, true), bought("b", 3, false));
    const dry = { ...everything, dryRun: true };
    const codes = async () =>
      (await replay(dry, caller)).results.map(({ outcome, error }) => error?.code ?? outcome);
    // The two came in one instant: their order is that of their ids.
    expect((await codes()).sort()).toEqual(["id_conflict", "plan_invalid_property"]);
    await patch({ messageId: "c", properties: { ok: true } });
    // Two that a patch gave one id: the first would be stored.
    expect(await codes()).toEqual(["REPLAYED", "id_conflict"]);
    expect(await stored()).toHaveLength(1);
    expect((await entries()).every(({ attempts, holder }) => attempts === 0 && !holder)).toBe(true);
  });

  it("gives an event without a time or an id those that it came with", async () => {
    const came = now;
    const [sent] = await send(bought(undefined, 1, false));
    await patch({ properties: { ok: true } });
    now = new Date(now.getTime() + 3_600_000);
    await replay(everything, caller);
    expect(await stored()).toMatchObject([{ messageId: sent?.messageId, ts: came }]);
  });

  it("puts the time of a sender's wrong clock right as it would have been at first, but not one that a patch gives", async () => {
    const came = now;
    const ago = (minutes: number): string => new Date(+came - minutes * 60_000).toISOString();
    // The clock is an hour behind: sent now, happened ten minutes ago.
    const slow = { timestamp: ago(70), sentAt: ago(60) };
    const held = ["live", "file", "patched"].map((messageId, n) => ({
      raw: { ...bought(messageId, n, false), ...slow },
      live: messageId !== "file",
    }));
    await accept(held, "shop");
    await patch({ properties: { ok: true } });
    const patched = (await entries()).find(({ messageId }) => messageId === "patched");
    await graph.events.quarantined.patch(
      [patched?._id ?? ""],
      { timestamp: ago(5) },
      { by: "ops", at: now },
    );
    now = new Date(now.getTime() + 3_600_000);
    await replay(everything, caller);
    const times = new Map((await stored()).map(({ messageId, ts }) => [messageId, ts]));
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
    await accept([{ raw: { vendor: 1 }, original: '{ "vendor": 1 }', fault }], "shop");
    expect((await entries())[0]).toMatchObject({ kind: "record", original: '{ "vendor": 1 }' });
    await replay(everything, caller);
    expect((await entries())[0]?.fault.code).toBe("missing_field");
    await patch({ type: "track", event: "Bought", userId: "u", properties: { n: 1, ok: true } });
    await replay(everything, caller);
    expect(await stored()).toMatchObject([{ messageId: expect.stringMatching(/^record-/) }]);
  });

  it("reads a record anew by the reader of its source, all of its events or it waits on", async () => {
    const fault = { code: "mapping_failed", field: null, message: "no event" } as const;
    await accept([{ raw: { lines: [1, 2] }, original: '{ "lines": [1, 2] }', fault }], "shop");
    let ok = false;
    reader = {
      read: (records) => {
        expect(records).toEqual([{ value: { lines: [1, 2] }, original: '{ "lines": [1, 2] }' }]);
        return Promise.resolve(
          [1, 2].map((n) => ({ raw: bought(`line-${String(n)}`, n, n === 1 || ok), keep: true })),
        );
      },
    };
    const outcomes = async () =>
      (await replay(everything, caller)).results.map(({ outcome }) => outcome);
    expect(await outcomes()).toEqual(["FAILED_AGAIN"]);
    expect(await entries()).toMatchObject([{ fault: { code: "plan_invalid_property" } }]);
    ok = true;
    expect(await outcomes()).toEqual(["REPLAYED"]);
    expect((await stored()).map(({ messageId }) => messageId).sort()).toEqual(["line-1", "line-2"]);
    expect(await entries()).toHaveLength(1);
  });

  it("goes through a large filter in calls, and says how many are left", async () => {
    const many = Array.from({ length: 730 }, (_, n) => bought(`m${String(n)}`, n, false));
    await send(...many);
    const first = await replay(everything, caller);
    expect(first).toMatchObject({ left: 230 });
    const second = await replay({ ...everything, after: first.last }, caller);
    expect(second).toMatchObject({ left: 0 });
    const tried = [...first.results, ...second.results].map(({ id }) => id);
    expect(new Set(tried).size).toBe(730);
  });
});

type Step =
  | { readonly do: "send"; readonly id: number; readonly ok: boolean; readonly again: boolean }
  | { readonly do: "fix" | "rename" | "wait" }
  | { readonly do: "replay"; readonly crash: Crash };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("send" as const),
    id: fc.integer({ min: 0, max: 3 }),
    ok: fc.boolean(),
    again: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom("fix" as const, "rename" as const, "wait" as const) }),
  fc.record({
    do: fc.constant("replay" as const),
    crash: fc.constantFrom("none" as const, "before" as const, "after" as const),
  }),
);

describe("whatever is sent, patched, replayed and cut off, in any order", () => {
  it("ends with each content stored once or kept, and none lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        await Promise.all(
          ["events", "quarantine", "inbox"].map((name) =>
            database.db.collection(name).deleteMany({}),
          ),
        );
        let next = 0;
        const sent: object[] = [];
        const wait = (): void => {
          now = new Date(now.getTime() + 31_000);
        };
        // Every patch makes other content: of one that a cut-off replay has stored, it would make a second event.
        let patches = 0;
        const fix = () => patch({ properties: { ok: true, patch: patches++ } });
        const rename = async (): Promise<void> => {
          for (const { _id, fault } of await entries())
            if (fault.code === "id_conflict")
              await graph.events.quarantined.patch([_id], { messageId: _id }, { by: "x", at: now });
        };
        for (const one of steps)
          if (one.do === "send") {
            const fresh = bought(`m${String(one.id)}`, next++, one.ok);
            const event = one.again ? (sent[one.id % Math.max(sent.length, 1)] ?? fresh) : fresh;
            sent.push(event);
            const [result] = await send(event);
            expect(["ACCEPTED", "DUPLICATE", "QUARANTINED"]).toContain(result?.outcome);
          } else if (one.do === "replay") {
            crash = one.crash;
            await replay(everything, caller).catch(() => undefined);
            crash = "none";
          } else if (one.do === "fix") await fix();
          else if (one.do === "rename") await rename();
          else wait();

        const numbers = (list: readonly { properties: { n: number } }[]): number[] =>
          list.map(({ properties }) => properties.n).sort((a, b) => a - b);
        const expected = numbers([
          ...new Map(
            (sent as { properties: { n: number } }[]).map((e) => [e.properties.n, e]),
          ).values(),
        ]);
        // Nothing is lost at any time: each content that was sent is an event or an entry.
        const kept = (await entries()).map(({ body }) => JSON.parse(body) as never);
        expect([...new Set(numbers([...(await stored()), ...kept]))]).toEqual(expected);

        // Everything can be brought in: cut-off replays first, then what plans and ids keep out.
        for (let round = 0; round < 3; round += 1) {
          wait();
          await replay(everything, caller);
          await fix();
          await rename();
        }
        wait();
        await replay(everything, caller);
        const settled = await entries();
        expect(settled.filter(({ state }) => state !== "REPLAYED")).toEqual([]);
        const events = await stored();
        expect(numbers(events)).toEqual(expected);
        const byId = new Map(events.map((event) => [event._id, event.properties.n]));
        for (const { replayedAs, body } of settled)
          expect(byId.get(replayedAs ?? "")).toBe(
            (JSON.parse(body) as { properties: { n: number } }).properties.n,
          );
      }),
      { numRuns: Number(process.env["REPLAY_RUNS"] ?? 25) },
    );
  }, 600_000);
});
