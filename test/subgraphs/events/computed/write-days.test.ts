import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { Timestamp } from "mongodb";
import { seededRandom, type Random } from "../../../../platform/random.ts";
import type { ComputedDay } from "../../../../subgraphs/events/computed/computed-day.ts";
import { writeDays } from "../../../../subgraphs/events/computed/write-days.ts";
import type { DayState } from "../../../../subgraphs/events/domain/computed/day-state.ts";
import { ensureIndexes, openStore, type EventsStore } from "../../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import type { Database } from "../../../../platform/mongo.ts";

let database: Database;
let store: EventsStore;
beforeAll(async () => {
  database = await testDatabase("write_days");
  store = openStore(database.db);
  await ensureIndexes(store);
});
beforeEach(() => store.computed.deleteMany({}));
afterAll(() => dropAndClose(database));

const FIRST = 20_000;
const stampOf = (t: number): Timestamp => Timestamp.fromBits(t, 1_700_000_000);

/** By profile, state and day, what stands there. */
async function written(): Promise<Record<string, DayState>> {
  const found = await store.computed.find().toArray();
  const entries = found.flatMap(({ profile, v, ...rest }) => {
    // Nothing that a statement works with stays behind.
    expect(Object.keys(rest).sort()).toEqual(["_id", "at", "month"]);
    return Object.entries(v ?? {}).flatMap(([name, byDay]) => {
      expect(byDay).not.toEqual({});
      return Object.entries(byDay).map(
        ([day, state]) => [`${profile} ${name} ${day}`, state] as const,
      );
    });
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function stateOf(random: Random, t: number): DayState | null {
  const kind = random.int(0, 3);
  if (kind === 0) return null;
  if (kind === 1) return { k: "number", x: t };
  if (kind === 2) return { k: "moment", m: { t: new Date(t), e: "$e", v: "$at" } };
  return { k: "values", i: [{ v: "$x.y", n: t, t: new Date(t), e: "e" }] };
}

/** Days of some profiles, as one that began to read at `t` found them; each of a profile and date once. */
function someDays(random: Random, t: number): ComputedDay[] {
  const days = new Map<string, ComputedDay>();
  const states = random.chance(1 / 3) ? ["a-", "b"] : ["a-", "b", "_c"];
  for (let n = random.int(1, 40); n > 0; n -= 1) {
    const profile = `p${String(random.int(0, 7))}`;
    const day = FIRST + random.int(0, 39);
    days.set(`${profile} ${String(day)}`, {
      ...{ profile, day, stamp: stampOf(t) },
      states: states.map((name) => [name, stateOf(random, t)]),
    });
  }
  return [...days.values()];
}

describe("writeDays", () => {
  it("leaves of each day what was read last, whatever the order, and however often it is written", async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      await store.computed.deleteMany({});
      const random = seededRandom(String(seed));
      const writes = Array.from({ length: 12 }, (_, t) => someDays(random, t + 1));
      const expected: Record<string, DayState> = {};
      for (const { profile, day, states } of writes.flat())
        for (const [name, state] of states) {
          const key = `${profile} ${name} ${String(day)}`;
          if (state === null) Reflect.deleteProperty(expected, key);
          else expected[key] = state;
        }
      const sent = [...writes, ...writes.slice(0, 4)];
      for (let i = sent.length - 1; i > 0; i -= 1) {
        const j = random.int(0, i);
        [sent[i], sent[j]] = [sent[j] ?? [], sent[i] ?? []];
      }
      for (let at = 0; at < sent.length; at += 2)
        await Promise.all(sent.slice(at, at + 2).map((days) => writeDays(store, days)));
      const sorted = Object.entries(expected).sort(([a], [b]) => (a < b ? -1 : 1));
      // States that only some writers know: the last writer of a day need not be the last that knew them.
      const known = ([key]: readonly [string, unknown]): boolean => !key.includes(" _c ");
      expect(Object.fromEntries(Object.entries(await written()).filter(known))).toEqual(
        Object.fromEntries(sorted.filter(known)),
      );
    }
  }, 30_000);

  it("writes more days than one statement takes, and lists of more values than a command has room for", async () => {
    const seen = Array.from({ length: 100 }, (_, n) => ({
      ...{ v: String(n).padEnd(100, "€"), n: 1, t: new Date(n), e: "e".repeat(44) },
    }));
    const lists = Array.from({ length: 10 }, (_, i) => {
      return [`s${String(i)}`, { k: "values", i: seen }] as const;
    });
    const days = (t: number, count: number, day: number, states: ComputedDay["states"]) =>
      Array.from({ length: count }, (_, n): ComputedDay => ({
        ...{ profile: `p${String(n)}`, day, stamp: stampOf(t), states },
      }));
    for (const t of [1, 2]) {
      await writeDays(store, days(t, 260, FIRST, [["a", { k: "number", x: t }]]));
      await writeDays(store, days(t, 60, FIRST + 40, lists));
    }
    const written = (day: number): Promise<number> =>
      store.computed.countDocuments({ [`at.${String(day)}`]: stampOf(2) });
    expect([await written(FIRST), await written(FIRST + 40)]).toEqual([260, 60]);
  }, 30_000);

  it("makes the documents that went while it looked", async () => {
    const days: ComputedDay[] = [
      {
        ...{ profile: "p", day: FIRST, stamp: stampOf(1) },
        states: [["a", { k: "number", x: 1 }]],
      },
    ];
    await writeDays(store, days);
    const going = {
      ...store,
      computed: new Proxy(store.computed, {
        get: (target, name) => {
          const found: unknown = Reflect.get(target, name);
          if (name !== "bulkWrite" || typeof found !== "function") return found;
          return async (...args: unknown[]): Promise<unknown> => {
            await target.deleteMany({});
            return Reflect.apply(found, target, args) as unknown;
          };
        },
      }),
    };
    await writeDays(going, days);
    expect(await written()).toEqual({ [`p a ${String(FIRST)}`]: { k: "number", x: 1 } });
  });
});
