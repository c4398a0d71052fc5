import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { startWorker } from "../../pipeline/worker.ts";
import { silent } from "../../platform/log.ts";
import type { NotedBatch, PendingBatch, PendingEvent } from "../../subgraphs/events/index.ts";

const batch = (id: string, size: number): PendingBatch => ({
  id,
  attempts: 0,
  events: Array.from({ length: size }, (_, n) => ({ id: `${id}-${String(n)}` }) as PendingEvent),
});

const noted = (id: string, size: number): NotedBatch => ({
  id,
  size,
  text: JSON.stringify(batch(id, size).events),
  without: [],
});

/** A worker over an inbox that is a list; each flow takes `flowMs`. */
function workerOver(inbox: PendingBatch[], flowMs: number, pollMs = 50) {
  const settled: string[] = [];
  let running = 0;
  let most = 0;
  const flows: number[] = [];
  const worker = startWorker({
    flow: async (events) => {
      flows.push(events.length);
      most = Math.max(most, ++running);
      await sleep(flowMs);
      running -= 1;
    },
    events: {
      claim: () => sleep(2, inbox.splice(0)),
      postpone: () => Promise.resolve(),
      settle: (ids) => {
        settled.push(...ids);
        return Promise.resolve();
      },
    },
    lease: { share: () => ({ worker: "w", live: ["w"] }), stop: () => Promise.resolve() },
    clock: () => new Date(),
    log: silent,
    pollMs,
  });
  return { worker, settled, flows, most: () => most };
}

describe("a worker", () => {
  it("takes what a killed one left before the rest of its own", async () => {
    const inbox: PendingBatch[] = [];
    const { worker, settled } = workerOver(inbox, 20);
    for (let n = 0; n < 40; n += 1) worker.offer(noted(`own-${String(n)}`, 2_000));
    inbox.push(batch("left", 2_000));
    worker.wake();
    await worker.idle();
    await worker.stop();
    expect(settled).toHaveLength(41);
    // Both lanes were at work already; each may have gone on once before the look was answered.
    expect(settled.indexOf("left")).toBeLessThan(5);
  });

  it("finds it by itself too, where nobody tells it", async () => {
    const inbox: PendingBatch[] = [];
    const { worker, settled } = workerOver(inbox, 20);
    for (let n = 0; n < 40; n += 1) worker.offer(noted(`own-${String(n)}`, 2_000));
    await sleep(1);
    inbox.push(batch("left", 2_000));
    await worker.idle();
    await worker.stop();
    expect(settled.indexOf("left")).toBeLessThan(20);
  });

  it("works what it finds in both lanes at once", async () => {
    const both = [batch("a", 2_000), batch("b", 2_000)];
    const { worker, settled, most } = workerOver(both, 600, 5_000);
    while (settled.length < 2) await sleep(5);
    expect(most()).toBe(2);
    await worker.stop();
  });

  it("works under load together what comes while the last few are worked, and as long again", async () => {
    const { worker, flows, most } = workerOver([], 400);
    worker.offer(noted("first", 40));
    for (let n = 0; n < 10; n += 1) {
      await sleep(5);
      worker.offer(noted(`small-${String(n)}`, 20));
    }
    await worker.idle();
    expect([flows, most()]).toEqual([[40, 200], 1]);
    await worker.stop();
  });

  it("lets none wait for company where there is no load, nor where there are enough", async () => {
    const { worker, flows, most } = workerOver([], 600);
    worker.offer(noted("few", 5));
    await sleep(50);
    worker.offer(noted("other", 5));
    await sleep(50);
    expect([flows, most()]).toEqual([[5, 5], 2]);
    await worker.idle();
    worker.offer(noted("some", 400));
    await sleep(50);
    worker.offer(noted("more", 400));
    await sleep(50);
    worker.offer(noted("enough", 100));
    await sleep(50);
    expect([flows, most()]).toEqual([[5, 5, 400, 500], 2]);
    await worker.idle();
    await worker.stop();
  });
});
