import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Document } from "mongodb";
import type { Share } from "../../../subgraphs/events/index.ts";
import type { InboxDocument } from "../../../subgraphs/events/store.ts";
import { commandsOf, explained } from "../../support/commands.ts";
import { openEvents, type TestEvents } from "./open-events.ts";

/** Batches that were done within the past that the server keeps. */
const DONE = Number(process.env["DONE_BATCHES"] ?? "8000");
const NOW = Date.parse("2026-05-01T12:00:00Z");
const KEPT_MS = 300_000;
const TWO: Share = { worker: "w1", live: ["w1", "w2"] };

let events: TestEvents;
beforeAll(async () => {
  events = await openEvents("waiting", () => new Date(NOW));
});
beforeEach(() => events.empty());
afterAll(() => events.close());

/** A batch that falls due after so long, in the slots' turn. */
const note = (n: number, afterMs: number): InboxDocument => ({
  _id: `${String(n).padStart(8, "0")}-${String(afterMs)}`,
  slot: n % 64,
  due: new Date(NOW + afterMs),
  attempts: 0,
  events: 2,
  work: "[]",
});

/** The plan of the first read of the inbox that some work sends. */
async function planOf(work: () => Promise<unknown>): Promise<string> {
  const { database } = events;
  const sent = await commandsOf(database, work);
  const read = sent.find(({ name, command }) => command[name] === "inbox");
  if (read === undefined) throw new Error("the inbox was not read");
  const answer = await explained(database, read);
  const [first] = (answer["stages"] ?? []) as { readonly $cursor: Document }[];
  const { winningPlan } = (first?.$cursor ?? answer)["queryPlanner"] as Document;
  return JSON.stringify(winningPlan);
}

describe("looking for waiting batches", () => {
  it("is one pass over the index in the order of their time, and so is counting them, without a document", async () => {
    const { store, port } = events;
    await store.inbox.insertMany([-2, -1, 1].map((ms, n) => note(n, ms)));
    const looking = await planOf(() => port.claim(10, { worker: "w3", live: ["w1", "w2", "w3"] }));
    expect(looking.match(/"stage":"IXSCAN"/g)).toHaveLength(1);
    expect(looking).not.toContain("SORT");
    const counting = await planOf(() => port.waiting());
    expect(counting).toContain('"indexName":"by_due"');
    expect(counting).not.toContain("FETCH");
    expect(await port.waiting()).toBe(4);
    expect(await port.status()).toMatchObject({ pending: 6 });
  });

  it("passes by what was done lately once, where the server keeps its past", async () => {
    const { store, port, database } = events;
    const admin = database.client.db("admin");
    const keep = (seconds: number): Promise<unknown> =>
      admin.command({ setParameter: 1, minSnapshotHistoryWindowInSeconds: seconds });
    await keep(KEPT_MS / 1_000);
    try {
      for (let at = 0; at < DONE; at += 500) {
        const some = Array.from({ length: 500 }, (_, i) =>
          note(at + i, ((at + i) / DONE - 1) * KEPT_MS),
        );
        await store.inbox.insertMany(some);
        await port.settle(some.map(({ _id }) => _id));
      }
      const lookMs: number[] = [];
      const passMs: number[] = [];
      // By turns, as the server clears up what is passed by again and again.
      for (let i = 0; i < 5; i += 1) {
        const began = performance.now();
        expect(await port.claim(10, TWO)).toEqual([]);
        const looked = performance.now();
        await port.waiting();
        lookMs.push(looked - began);
        passMs.push(performance.now() - looked);
      }
      // Slot by slot each slot's part of the index would end at the next batch that waits, behind all the other slots' past.
      expect(Math.min(...lookMs)).toBeLessThan(5 * Math.min(...passMs));
      if (DONE > 8_000) console.log({ batches: DONE, lookMs, passMs });
    } finally {
      await keep(0);
    }
  }, 300_000);
});
