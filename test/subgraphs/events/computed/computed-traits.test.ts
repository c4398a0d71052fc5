import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Timestamp, type CommandStartedEvent } from "mongodb";
import type { Database } from "../../../../platform/mongo.ts";
import { readComputedTraits, type Events } from "../../../../subgraphs/events/index.ts";
import { addExactly, roundSum } from "../../../../subgraphs/events/domain/computed/exact-sum.ts";
import { openStore } from "../../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { ACCEPTED, caller, NOW, order, over, read, store, work, worldEvent } from "./harness.ts";
import { sumExactly } from "./oracle.ts";
import { expectOracle, scatter } from "./scatter.ts";

/** Each run is a world of four customers, whose events share batches. */
const RUNS = Number(process.env["COMPUTED_TRAITS_RUNS"] ?? "500") / 4;

let database: Database;
let events: Events;
beforeAll(async () => {
  database = await testDatabase("computed");
  events = over(database);
  await events.ensureIndexes();
});
afterAll(() => dropAndClose(database));

const plan = fc.record({
  world: fc.array(worldEvent, { minLength: 1, maxLength: 50 }),
  dice: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
  size: fc.integer({ min: 3, max: 30 }),
  owners: fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }),
});

describe("computed traits", () => {
  it("equal recomputation from all events, whatever the order, batching, repetition and crashes, for merged customers too", async () => {
    let run = 0;
    let clock = ACCEPTED;
    const exact = over(database, { now: () => clock });
    const behind = over(database, { now: () => clock - 900 });
    await fc.assert(
      fc.asyncProperty(plan, async (drawn) => {
        run += 1;
        const scattered = scatter(run, drawn);
        const { batches, die } = scattered;
        clock = ACCEPTED;
        for (const { stored } of batches.filter((_, i) => die(i) % 2 === 0))
          await store(database, stored);
        for (const kind of ["present", "later"] as const) {
          const running: Promise<void>[] = [];
          const some = [...batches.entries()];
          for (const [i, batch] of some) {
            await store(database, batch.stored);
            // What a crash left is worked behind others; some batches are worked twice, some side by side.
            if (die(i) % 4 === 0) continue;
            running.push(work(die(i) % 7 < 3 ? behind : exact, batch[kind]));
            if (die(i) % 3 === 0) await Promise.all(running.splice(0));
          }
          await Promise.all(running);
          for (const [i, batch] of some)
            if (die(i) % 4 === 0 || die(i) % 5 === 0) await work(exact, batch[kind]);
          await expectOracle(exact, scattered, drawn, clock);
          // Now what was ahead falls due; some of it is ahead for ever.
          clock = NOW;
        }
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it("count what lies ahead from its time on, and what had happened when it came whatever a clock says", async () => {
    const hour = 60 * 60 * 1000;
    let clock = NOW - 5 * hour;
    const process = over(database, { now: () => clock });
    const ahead = order("f-ahead", "ahead", NOW);
    const come = order("f-come", "ahead", NOW - 9 * hour);
    const found = async (): Promise<unknown> =>
      (await read(process, [["ahead"]], ["orders"]))[0]?.["orders"];
    await store(database, [ahead, come]);
    await work(process, [come]);
    expect(await found()).toBe(1);
    clock = NOW - 10 * hour;
    await work(process, [come]);
    expect(await found()).toBe(1);
    clock = NOW;
    await work(process, [ahead]);
    expect(await found()).toBe(2);
  });

  it("adds doubles up without rounding, in any order and in parts", () => {
    const double = fc.oneof(
      fc
        .double({ min: -1e15, max: 1e15, noNaN: true })
        .filter((x) => x === 0 || Math.abs(x) > 1e-20),
      fc.nat(100_000).map((cents) => cents / 100),
    );
    fc.assert(
      fc.property(fc.array(double, { maxLength: 40 }), fc.nat(40), (numbers, cut) => {
        const parts = addExactly(
          addExactly([], numbers.slice(cut)),
          addExactly([], numbers.slice(0, cut)),
        );
        expect(roundSum(parts) + 0).toBe(sumExactly(numbers) + 0);
      }),
      { numRuns: 2_000 },
    );
    expect(roundSum(addExactly([], [1e100, 1, -1e100]))).toBe(1);
  });

  it("never lets what was read earlier stand over what was read later", async () => {
    const late = over(database, {
      on: {
        stamped: async (reading) => ({
          ...(await database.stamped(reading)),
          stamp: new Timestamp({ t: 1, i: 1 }),
        }),
      },
    });
    await store(database, [order("g1", "guard"), order("g2", "guard")]);
    await work(events, [order("g1", "guard")]);
    await openStore(database.db).events.deleteOne({ _id: "g2" });
    await work(late, [order("g1", "guard")]);
    expect((await read(events, [["guard"]]))[0]?.["orders"]).toBe(2);
    await work(events, [order("g1", "guard")]);
    expect((await read(events, [["guard"]]))[0]?.["orders"]).toBe(1);
  });

  it("sends nothing for batches that no definition names, and reads 50 customers by as many commands as one", async () => {
    const seen: string[] = [];
    const note = ({ commandName }: CommandStartedEvent): void => {
      seen.push(commandName);
    };
    const commandsOf = async (doing: () => Promise<unknown>): Promise<string[]> => {
      await doing();
      seen.length = 0;
      database.client.on("commandStarted", note);
      await doing();
      database.client.off("commandStarted", note);
      return [...seen];
    };
    const many = Array.from({ length: 50 }, (_, i) => order(`n${String(i)}`, `many${String(i)}`));
    await store(database, many);
    const other = { ...order("x", "many1"), key: "identify:" };
    expect(await commandsOf(() => work(events, [other]))).toEqual([]);
    expect(await commandsOf(() => work(events, many.slice(0, 1)))).toEqual([
      "find",
      "aggregate",
      "find",
      "update",
    ]);
    const most = ["find", "aggregate", "find", "update"];
    expect(await commandsOf(() => work(events, many))).toEqual(most);
    const one = await commandsOf(() => read(events, [["many1"]], ["orders", "revenue"]));
    const all = await commandsOf(() =>
      read(
        events,
        many.map(({ profile }) => [profile]),
        ["orders", "revenue"],
      ),
    );
    expect(one).toEqual(all);
    expect(one.filter((name) => name === "find").length).toBeLessThanOrEqual(2);
  });

  it("withholds what is computed from, or asks about, a labelled property", async () => {
    const of = { events: [{ name: "Order" }] };
    const labelled = over(database, {
      traits: readComputedTraits(
        [
          { key: "mails", type: "unique_list", ...of, property: "properties.email" },
          {
            key: "has_mail",
            type: "count",
            ...of,
            where: [{ property: "properties.email", op: "EXISTS", value: true }],
          },
          { key: "last_text", type: "last", ...of, property: "properties.text" },
          { key: "plain", type: "count", ...of },
        ].map((one, i) => ({
          name: `${String(i)}.json`,
          text: JSON.stringify({ version: 1, description: "d", ...one }),
        })),
      ),
    });
    const sent = order("l1", "labelled");
    const mail = "a@example.org";
    const event = { ...sent, properties: { email: mail, text: `write to ${mail}` } as object };
    await store(database, [event]);
    await work(labelled, [event]);
    expect((await read(labelled, [["labelled"]]))[0]).toEqual({
      mails: null,
      has_mail: null,
      last_text: null,
      plain: 1,
    });
    const [open] = await read(labelled, [["labelled"]], null, caller(["label:contact"]));
    expect(open).toEqual({ mails: [mail], has_mail: 1, last_text: `write to ${mail}`, plain: 1 });
  });
});
