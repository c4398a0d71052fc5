import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CommandStartedEvent } from "mongodb";
import type { Database } from "../../../../platform/mongo.ts";
import type { Events } from "../../../../subgraphs/events/index.ts";
import { foldDay } from "../../../../subgraphs/events/computed/fold-day.ts";
import { settleDays, takeDue } from "../../../../subgraphs/events/computed/hot-days.ts";
import { openStore } from "../../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { definitions } from "./definitions.ts";
import {
  ACCEPTED,
  DAY,
  expectSame,
  NOW,
  order,
  over,
  read,
  store,
  work,
  worldEvent,
  type Difference,
} from "./harness.ts";
import { oracle, type WorldEvent } from "./oracle.ts";
import { expectOracle, scatter } from "./scatter.ts";

/** Each run is a world of four customers with days that are hot from the third event on. */
const RUNS = Number(process.env["COMPUTED_TRAITS_RUNS"] ?? "80") / 4;
/** Events of one day. */
const MANY = Number(process.env["HOT_DAY_EVENTS"] ?? "5000");
const HOUR = 60 * 60 * 1000;

let database: Database;
let events: Events;
beforeAll(async () => {
  database = await testDatabase("hot_days");
  events = over(database, { hotFrom: 2 });
  await events.ensureIndexes();
});
afterAll(() => dropAndClose(database));

/** A process for which whatever waits is due. */
const upkeep = async (how: Difference = {}): Promise<Events> => {
  const waits = { due: { $exists: true } };
  await database.db.collection("computed_hot").updateMany(waits, { $set: { due: new Date(0) } });
  return over(database, { hotFrom: 2, ...how });
};

async function foldAll(how: Difference = {}): Promise<void> {
  const by = await upkeep(how);
  while ((await by.foldTraits()) > 0);
}

/** Takes days in hand and dies. */
async function dieFolding(how: Difference): Promise<void> {
  const on: Difference["on"] = {
    stamped: async (taking) => {
      await database.stamped(taking);
      throw new Error("killed");
    },
  };
  const by = await upkeep({ ...how, on });
  await expect(by.foldTraits()).rejects.toThrow("killed");
}

async function marks(): Promise<number> {
  return database.db.collection("computed_hot").countDocuments({ mark: { $exists: true } });
}

const plan = fc.record({
  // Few days, so that most of them are hot.
  world: fc.array(
    worldEvent.map((one) => ({
      ...one,
      // Of yesterday, and most of them today: before, at and after now.
      at: NOW - 1.5 * DAY + ((one.at + DAY) % (2 * DAY)),
      profile: one.profile % 4,
    })),
    { minLength: 4, maxLength: 60 },
  ),
  dice: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
  size: fc.integer({ min: 1, max: 12 }),
  owners: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
});

/** Days are hot by their own events; or by what a batch touches, and then now ordinary, now large when they are folded. */
const WAYS: readonly (readonly [string, Difference])[] = [
  ["by themselves", { hotFrom: 2 }],
  ["where a batch touches much", { hotFrom: 1_000, busyFrom: [4, 1] }],
  ["by both", { hotFrom: 5, busyFrom: [4, 1] }],
];
let run = 0;

describe("hot days", () => {
  it.each(WAYS)(
    "that are so %s equal recomputation from all events once they are folded, whatever the order, repetition, merges and crashes",
    async (_, how) => {
      let clock = ACCEPTED;
      const now = (): number => clock;
      const events = over(database, { ...how, now });
      await fc.assert(
        fc.asyncProperty(plan, async (drawn) => {
          run += 1;
          const scattered = scatter(run, drawn);
          const { batches, die } = scattered;
          clock = ACCEPTED;
          for (const kind of ["present", "later"] as const) {
            const running: Promise<unknown>[] = [];
            const left: (typeof batches)[number][] = [];
            for (const [i, batch] of batches.entries()) {
              await store(database, batch.stored);
              // What a crash left is worked behind others; folding goes on beside it all, and dies now and then.
              if (die(i) % 4 === 0) left.push(batch);
              else running.push(work(events, batch[kind]));
              if (die(i) % 3 === 0) running.push(foldAll({ ...how, now }));
              if (die(i) % 5 === 0) await Promise.all(running.splice(0));
              if (die(i) % 7 === 0 && (await marks()) > 0) await dieFolding({ ...how, now });
            }
            await Promise.all(running);
            for (const batch of left) await work(events, batch[kind]);
            await foldAll({ ...how, now });
            expect(await marks()).toBe(0);
            await expectOracle(events, scattered, drawn, clock);
            // Now what was ahead falls due.
            clock = NOW;
          }
        }),
        { numRuns: RUNS },
      );
    },
    120_000,
  );

  it("show what some earlier moment's events come to, never more than five seconds old once upkeep has come round", async () => {
    const all = Array.from({ length: 40 }, (_, i): WorldEvent => ({
      ...order(`s${String(i)}`, "stale", NOW - 2 * HOUR + ((i * 7) % 40) * 1_000),
      properties: { total: i + 0.25, kind: i % 3 === 0 ? "a" : "b" },
    }));
    const moments = all.map((_, i) => oracle(all.slice(0, i + 1), NOW));
    let clock = NOW;
    const process = over(database, { hotFrom: 2, now: () => clock });
    let seen = 0;
    for (const [i, one] of all.entries()) {
      await store(database, [one]);
      await work(process, [one]);
      clock += 700;
      await process.foldTraits();
      const [found] = await read(events, [["stale"]]);
      const at = moments.findIndex(({ revenue }) => revenue === found?.["revenue"]);
      expectSame(found ?? {}, moments[at] ?? {});
      // It goes forward only, and is at most the eight events behind that five seconds have.
      expect(at).toBeGreaterThanOrEqual(seen);
      expect(at).toBeGreaterThanOrEqual(i - 8);
      seen = at;
    }
    expect(seen).toBeLessThan(all.length - 1);
    clock += 6_000;
    expect(await process.foldTraits()).toBe(1);
    expectSame((await read(events, [["stale"]]))[0] ?? {}, moments.at(-1) ?? {});
  });

  it("are not read by the batches that touch them, and are read a part at a time when they are folded", async () => {
    const many = Array.from({ length: MANY }, (_, i) =>
      order(`m${String(i)}`, "many", NOW - 3 * HOUR + i * 100),
    );
    await store(database, many);
    const process = over(database);
    await work(process, many.slice(0, 1));
    const seen: string[] = [];
    const note = ({ commandName, command }: CommandStartedEvent): void => {
      seen.push(`${commandName} ${String(command[commandName] ?? "")}`);
    };
    database.client.on("commandStarted", note);
    const began = performance.now();
    for (let at = 0; at < 500; at += 100) await work(process, many.slice(at, at + 100));
    const batchMs = (performance.now() - began) / 5;
    database.client.off("commandStarted", note);
    expect(new Set(seen)).toEqual(new Set(["find computed_hot", "update computed_hot"]));
    expect(seen.length).toBe(10);
    const by = over(database, { now: () => NOW + 6_000 });
    expect(await process.traitsLate()).toBe(0);
    expect(await by.traitsLate()).toBe(1);
    const folding = performance.now();
    expect(await by.foldTraits()).toBe(1);
    const foldMs = performance.now() - folding;
    expect(await by.foldTraits()).toBe(0);
    expect(await by.traitsLate()).toBe(0);
    expect((await read(events, [["many"]], ["orders", "revenue"]))[0]).toEqual({
      orders: MANY,
      revenue: MANY,
    });
    if (MANY > 5_000) console.log({ events: MANY, batchMs, foldMs });
  }, 240_000);

  it("are read once for many batches where each touches many of them, and are ordinary again when few come", async () => {
    const busy = over(database, { busyFrom: [100, 10] });
    const people = Array.from({ length: 20 }, (_, i) => `busy${String(i)}`);
    const round = (n: number): WorldEvent[] =>
      people.map((one) => order(`${one}-${String(n)}`, one, NOW - DAY + n * 1_000));
    const rounds = Array.from({ length: 20 }, (_, n) => round(n));
    for (const some of rounds) await store(database, some);
    const hot = (): Promise<number> =>
      database.db.collection("computed_hot").countDocuments({ profile: /^busy/ });
    // A batch of few such days computes them.
    await work(busy, rounds[0]?.slice(0, 4) ?? []);
    expect(await hot()).toBe(0);
    await work(busy, rounds[0] ?? []);
    // Those that were read before so much was are computed.
    const marked = await hot();
    expect(marked).toBeGreaterThan(10);
    await work(busy, rounds[1] ?? []);
    await foldAll({ hotFrom: 1_000 });
    expect((await read(events, [["busy19"]], ["orders"]))[0]).toEqual({ orders: 20 });
    // Two batches came for them: so may others.
    expect(await hot()).toBe(marked);
    await work(busy, rounds[2] ?? []);
    await foldAll({ hotFrom: 1_000 });
    expect(await hot()).toBe(0);
  });

  it("stay marked where another batch came while they were being read", async () => {
    const first = [1, 2, 3].map((i) => order(`w${String(i)}`, "while"));
    await store(database, first);
    await work(events, first);
    const due = new Date(NOW + HOUR);
    const [taken] = await takeDue(openStore(database.db), database, due, { most: 1 });
    if (taken === undefined) throw new Error("nothing is due");
    const clock = (): Date => new Date(NOW);
    const dependencies = { store: openStore(database.db), traits: definitions, clock };
    const count = await foldDay(taken, taken.stamp, dependencies);
    const another = order("w4", "while");
    await store(database, [another]);
    await work(events, [another]);
    const settled = { taken, isHot: count > 1, isLarge: true, tookMs: 4_000 };
    const settle = (): Promise<void> => settleDays(dependencies.store, [settled], due);
    const known = (): Promise<unknown> =>
      database.db.collection("computed_hot").findOne({ profile: "while" });
    await settle();
    expect(await marks()).toBe(1);
    // What was learned holds: a fifth of the time at most goes into reading it, and never all of it at once.
    const pause = 20_000;
    expect(await known()).toMatchObject({ isLarge: true, pause, due: new Date(+due + pause) });
    await foldAll();
    // Whoever was slow finds it done, and leaves it so.
    await settle();
    expect(await known()).not.toHaveProperty("due");
    expect((await read(events, [["while"]], ["orders"]))[0]).toEqual({ orders: 4 });
  });

  it("are forgotten some days after they were computed last, never while they are marked", async () => {
    const hot = database.db.collection("computed_hot");
    const forgets = (await hot.indexes()).filter((one) => one["expireAfterSeconds"] !== undefined);
    expect(forgets.map(({ key }) => key as object)).toEqual([{ idleSince: 1 }]);
    const some = [1, 2, 3, 4].map((i) => order(`i${String(i)}`, "idle"));
    await store(database, some);
    const known = (): Promise<unknown> => hot.findOne({ profile: "idle" });
    await work(events, some);
    expect(await known()).not.toHaveProperty("idleSince");
    await foldAll();
    expect(await known()).toMatchObject({ idleSince: new Date(NOW) });
    await work(events, some);
    expect(await known()).not.toHaveProperty("idleSince");
    await foldAll();
    // The server forgets it before a batch that knew it marks it.
    await hot.deleteOne({ profile: "idle" });
    await work(events, some);
    await foldAll();
    expect((await read(events, [["idle"]], ["orders"]))[0]).toEqual({ orders: 4 });
  });

  it("count what waits before retention deletes it, and are ordinary days again when few events are left", async () => {
    const day = NOW - 30 * DAY;
    const some = Array.from({ length: 5 }, (_, i) => order(`r${String(i)}`, "retained", day + i));
    await store(database, some);
    await work(events, some);
    expect(await marks()).toBe(1);
    while (!(await events.backfillTraits()));
    await events.retain(new Date(day + DAY), { isDry: false });
    expect(await marks()).toBe(0);
    expect((await read(events, [["retained"]], ["orders"]))[0]).toEqual({ orders: 5 });
    // As on any day: one that gets another event late is computed from those left.
    const late = order("r-late", "retained", day + 10);
    await store(database, [late]);
    await work(events, [late]);
    await foldAll();
    expect((await read(events, [["retained"]], ["orders"]))[0]).toEqual({ orders: 1 });
    expect(
      await database.db.collection("computed_hot").countDocuments({ profile: "retained" }),
    ).toBe(0);
  });
});
