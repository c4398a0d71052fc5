import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { startUpkeep, type UpkeepDependencies } from "../../pipeline/upkeep.ts";
import { silent } from "../../platform/log.ts";
import { eventually } from "../support/client.ts";

const nothing =
  <T>(value: T) =>
  (): Promise<T> =>
    Promise.resolve(value);

it("turns what turns by time also where customers of very much evidence are always due", async () => {
  const due = Array.from({ length: 5 }, (_, i) => ({ customer: String(i), at: 0 }));
  let looks = 0;
  let evaluated = 0;
  const upkeep = startUpkeep({
    identity: {
      scan: nothing([]),
      find: nothing([]),
      openOperations: nothing([]),
      settleOperations: nothing(undefined),
    },
    consent: { pending: nothing([]), settle: nothing(undefined) },
    segments: {
      due: () => {
        looks += 1;
        return Promise.resolve([]);
      },
      backfill: nothing(null),
      advance: nothing(undefined),
      hot: {
        // Each is touched again at once, and due again before all others are evaluated.
        take: (now: Date) => {
          const first = due.find(({ at }) => at <= +now);
          if (first !== undefined) first.at = Date.now() + 20;
          return Promise.resolve(first === undefined ? null : { ...first, mark: "m" });
        },
        settle: nothing(undefined),
      },
    },
    events: { backfillTraits: nothing(undefined), foldTraits: nothing(0) },
    evaluate: async () => {
      evaluated += 1;
      await sleep(10);
      return new Map();
    },
    lease: { isFirst: () => true },
    clock: () => new Date(),
    log: silent,
    everyMs: 10,
  } as unknown as UpkeepDependencies);
  await eventually(
    () => Promise.resolve(looks),
    (count) => count > 3,
  );
  expect(evaluated).toBeGreaterThan(10);
  await upkeep.stop();
}, 10_000);

it("goes over everybody a part at a time: no other step waits for it, nor does whoever ends the process", async () => {
  let after: string | null = null;
  const asked: (string | null)[] = [];
  let looks = 0;
  let operations = 0;
  const upkeep = startUpkeep({
    identity: {
      // There is no end of them.
      scan: (from: string | null) => {
        asked.push(from);
        const first = Number(from ?? "0") + 1;
        return Promise.resolve(Array.from({ length: 500 }, (_, i) => String(first + i)));
      },
      openOperations: () => {
        operations += 1;
        return Promise.resolve([]);
      },
    },
    consent: { pending: nothing([]) },
    segments: {
      // Nor of those for whom something turns.
      due: () => {
        looks += 1;
        return Promise.resolve(Array.from({ length: 500 }, (_, i) => String(i)));
      },
      backfill: () => Promise.resolve({ versions: [], cursor: after }),
      advance: (_: unknown, to: string | null) => {
        after = to;
        return Promise.resolve();
      },
      hot: { take: nothing(null) },
    },
    events: { backfillTraits: nothing(true), foldTraits: nothing(0) },
    evaluate: async () => {
      await sleep(100);
      return new Map();
    },
    lease: { isFirst: () => true },
    clock: () => new Date(),
    log: silent,
    everyMs: 10,
  } as unknown as UpkeepDependencies);
  await eventually(
    () => Promise.resolve(operations),
    (count) => count > 0,
  );
  expect(looks).toBeGreaterThan(2);
  const first = asked.length;
  await eventually(
    () => Promise.resolve(asked.length),
    (count) => count > first + 1,
  );
  const began = performance.now();
  await upkeep.stop();
  expect(performance.now() - began).toBeLessThan(3_000);
  // Each part goes on where the last one ended.
  expect(asked).toEqual(asked.map((_, i) => (i === 0 ? null : String(i * 500))));
}, 10_000);

/** The steps of a turn, in their order, by the first thing that each asks for. */
const STEPS = ["hot", "due", "segments", "traits", "receipts", "operations"] as const;

describe("a round of upkeep", () => {
  it.each(STEPS)("does its other steps where %s fails, and tells of it", async (broken) => {
    const asked: string[] = [];
    const told: unknown[] = [];
    const ask = <T>(step: (typeof STEPS)[number], answer: T): (() => Promise<T>) => {
      return () => {
        asked.push(step);
        return step === broken ? Promise.reject(new Error("broken")) : Promise.resolve(answer);
      };
    };
    const dependencies: UpkeepDependencies = {
      identity: {
        scan: () => Promise.resolve([]),
        find: () => Promise.resolve([]),
        openOperations: ask("operations", []),
        settleOperations: () => Promise.resolve(),
      },
      consent: { pending: ask("receipts", []), settle: () => Promise.resolve() },
      segments: {
        due: ask("due", []),
        backfill: ask("segments", null),
        advance: () => Promise.resolve(),
        hot: {
          among: () => Promise.resolve(new Map()),
          mark: () => Promise.resolve(),
          take: ask("hot", null),
          settle: () => Promise.resolve(),
        },
      } as unknown as UpkeepDependencies["segments"],
      events: { backfillTraits: ask("traits", true), foldTraits: () => Promise.resolve(0) },
      evaluate: () => Promise.resolve(new Map()),
      lease: { isFirst: () => true },
      clock: () => new Date(),
      log: Object.assign(Object.create(silent) as typeof silent, {
        warn: ({ step }: { readonly step?: unknown }) => told.push(step),
      }),
      everyMs: 5,
    };
    const upkeep = startUpkeep(dependencies);
    await eventually(
      () => Promise.resolve(asked.length),
      (count) => count >= 2 * STEPS.length,
    );
    await upkeep.stop();
    expect(asked.slice(0, 2 * STEPS.length)).toEqual([...STEPS, ...STEPS]);
    expect(new Set(told)).toEqual(new Set([broken]));
  });
});
