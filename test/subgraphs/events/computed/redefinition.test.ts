import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Database } from "../../../../platform/mongo.ts";
import type { ComputedDefinition, Events } from "../../../../subgraphs/events/index.ts";
import { unfinishedStates } from "../../../../subgraphs/events/computed/progress.ts";
import { openStore } from "../../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";
import { definitions } from "./definitions.ts";
import { DAY, NOW, order, over, read, store, work } from "./harness.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase("redefinition");
  await over(database).ensureIndexes();
});
afterAll(() => dropAndClose(database));

const RUNS = Number(process.env["COMPUTED_TRAITS_RUNS"] ?? "120") / 4;
const LONG_MS = 600_000;
const of = (...keys: string[]): ComputedDefinition[] =>
  definitions.filter(({ written: { key } }) => keys.includes(key));
const orders = of("orders");
const revenue = of("revenue");

async function ordersOf(by: Events, profile: string): Promise<unknown> {
  return (await read(by, [[profile]]))[0]?.["orders"];
}

async function take(by: Events, id: string, profile: string): Promise<void> {
  const one = order(id, profile);
  await store(database, [one]);
  await work(by, [one]);
}

async function isComplete(traits: readonly ComputedDefinition[]): Promise<boolean> {
  return (await unfinishedStates(openStore(database.db), traits)).size === 0;
}

describe("definitions that change", () => {
  it.each([
    ["another", revenue],
    ["none", []],
  ])("are worked from history again where they come back after %s", async (name, others) => {
    const first = over(database, { traits: orders });
    expect(await first.backfillTraits()).toBe(true);
    await take(first, `a-${name}`, name);
    expect(await isComplete(orders)).toBe(true);
    await take(over(database, { traits: others }), `b-${name}`, name);
    const again = over(database, { traits: orders });
    expect(await isComplete(orders)).toBe(false);
    expect(await again.backfillTraits()).toBe(true);
    expect(await isComplete(orders)).toBe(true);
    expect(await ordersOf(again, name)).toBe(2);
  });

  it("wait for history until nobody computes others side by side, and leave alone what all have", async () => {
    const before = over(database, { traits: revenue });
    const after = over(database, { traits: [...revenue, ...orders] });
    await before.beat("before", LONG_MS);
    expect(await before.backfillTraits()).toBe(true);
    await after.beat("after", LONG_MS);
    expect(await after.backfillTraits()).toBe(false);
    await take(before, "rolling", "rolling");
    await before.beat("before", LONG_MS);
    expect(await before.backfillTraits()).toBe(true);
    expect(await isComplete(revenue)).toBe(true);
    expect(await isComplete(orders)).toBe(false);
    await before.endLease("before");
    expect(await after.backfillTraits()).toBe(true);
    expect(await ordersOf(after, "rolling")).toBe(1);
    // Whoever was only slow says so again: what it touched since is worked once more.
    await take(before, "slow", "rolling");
    await before.beat("before", LONG_MS);
    expect(await isComplete(orders)).toBe(false);
    await before.endLease("before");
    expect(await after.backfillTraits()).toBe(true);
    expect(await ordersOf(after, "rolling")).toBe(2);
    await after.endLease("after");
  });

  it("come to what all events say when only one set of them is left, whoever came and went, side by side", async () => {
    const sets = [orders, revenue, of("orders", "large_orders"), []];
    const step = fc.record({
      kind: fc.constantFrom("start", "stop", "work", "work", "backfill"),
      who: fc.nat(5),
      set: fc.nat(sets.length - 1),
      day: fc.nat(2),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        run += 1;
        const profile = `p${String(run)}`;
        const live = new Map<string, Events>();
        const running: Promise<unknown>[] = [];
        const start = async (name: string, traits: readonly ComputedDefinition[]) => {
          const one = over(database, { traits });
          live.set(name, one);
          await one.beat(name, LONG_MS);
          return one;
        };
        let sent = 0;
        for (const [i, { kind, who, set, day }] of steps.entries()) {
          const names = [...live.keys()];
          const name = names[who % Math.max(1, names.length)] ?? "";
          const by = live.get(name);
          if (kind === "start") await start(`${profile}-${String(i)}`, sets[set] ?? []);
          else if (by === undefined) continue;
          else if (kind === "backfill") running.push(by.backfillTraits());
          else if (kind === "work") {
            const one = order(`${profile}-${String(i)}`, profile, NOW - day * DAY);
            sent += 1;
            running.push(store(database, [one]).then(() => work(by, [one])));
          } else {
            // A worker finishes what it has in hand before its lease ends.
            await Promise.all(running.splice(0));
            await by.endLease(name);
            live.delete(name);
          }
        }
        await Promise.all(running);
        for (const [name, by] of live) await by.endLease(name);
        const last = await start(`${profile}-last`, orders);
        expect(await last.backfillTraits()).toBe(true);
        expect(await ordersOf(last, profile)).toBe(sent);
        await last.endLease(`${profile}-last`);
      }),
      { numRuns: RUNS },
    );
  }, 60_000);
});
