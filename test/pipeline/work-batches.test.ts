import { describe, expect, it } from "@jest/globals";
import { MongoNetworkError, MongoNetworkTimeoutError } from "mongodb";
import { createWorkBatches } from "../../pipeline/work-batches.ts";
import { silent } from "../../platform/log.ts";
import type { PendingBatch, PendingEvent } from "../../subgraphs/events/index.ts";

const batch = (id: string, size: number): PendingBatch => ({
  id,
  attempts: 0,
  events: Array.from({ length: size }, (_, n) => ({ id: `${id}-${String(n)}` }) as PendingEvent),
});

/** Works over a flow that fails as told; what was worked, settled and left. */
function over(fails: (ids: readonly string[], call: number) => Error | null) {
  const seen = {
    calls: 0,
    worked: new Set<string>(),
    settled: [] as string[],
    left: new Map<string, string[]>(),
    stopping: false,
  };
  const work = createWorkBatches({
    flow: (some) => {
      const ids = some.map(({ id }) => id);
      const error = fails(ids, (seen.calls += 1));
      if (error !== null) return Promise.reject(error);
      for (const id of ids) seen.worked.add(id);
      return Promise.resolve();
    },
    events: {
      settle: (ids) => Promise.resolve(void seen.settled.push(...ids)),
      postpone: ({ id }, some) =>
        Promise.resolve(
          void seen.left.set(
            id,
            some.map((one) => one.id),
          ),
        ),
    },
    clock: () => new Date(),
    log: silent,
    isStopping: () => seen.stopping,
  });
  return { seen, work };
}

const down = (): Error => new MongoNetworkError("nobody answers");

describe("working batches", () => {
  it("leaves the culprits alone for later, and finds them by halves", async () => {
    const bad = new Set(["a-3", "a-77", "c-1999"]);
    const { seen, work } = over((ids) => (ids.some((id) => bad.has(id)) ? new Error("bad") : null));
    await work([batch("a", 100), batch("b", 2_000), batch("c", 2_000)]);
    expect(seen.settled).toEqual(["b"]);
    expect([...seen.left]).toEqual([
      ["a", ["a-3", "a-77"]],
      ["c", ["c-1999"]],
    ]);
    expect(seen.worked.size).toBe(4_100 - bad.size);
    // Event by event it would be some four thousand.
    expect(seen.calls).toBeLessThan(70);
  });

  it("waits as a whole for a database that is away", async () => {
    const { seen, work } = over((_, call) => (call < 3 ? down() : null));
    await work([batch("a", 2_000), batch("b", 2_000)]);
    expect(seen.calls).toBe(3);
    expect(seen.settled).toEqual(["a", "b"]);
    expect(seen.left.size).toBe(0);
  });

  it("takes what the database is too slow for as any other fault", async () => {
    const { seen, work } = over((ids) =>
      ids.includes("a-5") ? new MongoNetworkTimeoutError("too slow") : null,
    );
    await work([batch("a", 10)]);
    expect([...seen.left]).toEqual([["a", ["a-5"]]]);
  });

  it("leaves the notes to others where it is to stop meanwhile", async () => {
    const { seen, work } = over(() => {
      seen.stopping = true;
      return down();
    });
    await work([batch("a", 10)]);
    expect(seen.calls).toBe(1);
    expect([seen.settled, seen.left.size]).toEqual([[], 0]);
  });

  it("tries once what it is handed when it is to stop already", async () => {
    const { seen, work } = over(() => null);
    seen.stopping = true;
    await work([batch("a", 10)]);
    expect([seen.calls, seen.settled]).toEqual([1, ["a"]]);
  });
});
