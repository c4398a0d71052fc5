import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { CommandStartedEvent } from "mongodb";
import fc from "fast-check";
import { createAppendTogether } from "../../../pipeline/acceptance/append-together.ts";
import type { Database } from "../../../platform/mongo.ts";
import { openNoted, type PendingBatch } from "../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("together");
  graph = await openTestGraph(database);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

const track = (messageId: string, properties: object = {}): { raw: object } => ({
  raw: { type: "track", event: "Seen", userId: "together", messageId, properties },
});

async function insertsDuring(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const watch = ({ commandName, command }: CommandStartedEvent): void => {
    if (commandName === "insert" && ["events", "inbox"].includes(String(command["insert"])))
      count += 1;
  };
  database.client.on("commandStarted", watch);
  await work();
  database.client.off("commandStarted", watch);
  return count;
}

describe("requests that come at the same time", () => {
  it("are stored by few commands, and each is told of its own events in order", async () => {
    await graph.send([track("known").raw]);
    const answers: { ids: (string | null)[]; outcomes: string[] }[] = [];
    const commands = await insertsDuring(async () => {
      const sends = Array.from({ length: 200 }, async (_, n) => {
        const results = await graph.pipeline.accept(
          [track(`own-${String(n)}`), track("known", n % 2 === 0 ? {} : { other: n })],
          "test",
        );
        answers[n] = {
          ids: results.map(({ messageId }) => messageId),
          outcomes: results.map(({ outcome }) => outcome),
        };
      });
      await Promise.all(sends);
    });
    // Alone they would be 400: a note and an insert each.
    expect(commands).toBeLessThan(20);
    expect(answers).toEqual(
      Array.from({ length: 200 }, (_, n) => ({
        ids: [`own-${String(n)}`, "known"],
        outcomes: ["ACCEPTED", n % 2 === 0 ? "DUPLICATE" : "QUARANTINED"],
      })),
    );
    expect(await database.db.collection("events").countDocuments({ messageId: /^own-/ })).toBe(200);
  });

  it("know an id once, whoever brought it first", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }), {
          minLength: 2,
          maxLength: 30,
        }),
        async (run, requests) => {
          const results = await Promise.all(
            requests.map((ids) =>
              graph.pipeline.accept(
                ids.map((id) => track(`${run}-${String(id)}`)),
                "test",
              ),
            ),
          );
          const accepted = results
            .flat()
            .flatMap(({ outcome, messageId }) => (outcome === "ACCEPTED" ? [messageId] : []));
          const distinct = new Set(requests.flat());
          expect(accepted).toHaveLength(distinct.size);
          expect(new Set(accepted)).toEqual(
            new Set([...distinct].map((id) => `${run}-${String(id)}`)),
          );
        },
      ),
      { numRuns: 30 },
    ));

  it("leave nothing to do when all is worked", async () => {
    await graph.send([track("last").raw]);
    expect(await database.db.collection("inbox").countDocuments()).toBe(0);
  });

  it("do not fail with one of them, and what is handed on is what was stored", async () => {
    const offered: PendingBatch[] = [];
    const append = createAppendTogether({
      events: {
        append: (events, ...rest) =>
          events.some(({ messageId }) => messageId === "poison")
            ? Promise.reject(new Error("the server refuses this"))
            : graph.events.append(events, ...rest),
      },
      holder: () => "somebody",
      onAccepted: (batch) => offered.push(openNoted(batch)),
    });
    const at = new Date();
    const told = await Promise.allSettled(
      ["a", "b", "c", "poison", "d"].map((id) => append([ready(id, at)], at)),
    );
    expect(told.map((one) => (one.status === "fulfilled" ? one.value : "failed"))).toEqual([
      ["accepted"],
      ["accepted"],
      ["accepted"],
      "failed",
      ["accepted"],
    ]);
    expect(offered.flatMap(({ events }) => events.map(({ id }) => id)).sort()).toEqual(
      ["a", "b", "c", "d"].map((id) => graph.events.idOf("direct", id)).sort(),
    );
    const notes = await database.db.collection("inbox").distinct("_id");
    expect(notes.sort()).toEqual(offered.map(({ id }) => id).sort());
  });

  /** Groups as they are begun, and what lets all that are under way end. */
  const heldBack = () => {
    const groups: number[] = [];
    const ends: (() => void)[] = [];
    const append = createAppendTogether({
      events: {
        append: async (events) => {
          groups.push(events.length);
          await new Promise<void>((resolve) => ends.push(resolve));
          return { outcomes: events.map(() => "accepted"), batch: null };
        },
      },
      holder: () => null,
      onAccepted: () => undefined,
    });
    const at = new Date();
    const send = (count: number): Promise<unknown>[] =>
      Array.from({ length: count }, () => append([ready("any", at)], at));
    const endAll = (): void => {
      ends.splice(0).forEach((end) => {
        end();
      });
    };
    return { groups, send, endAll };
  };

  it("are stored one group at a time where they are few, and two where they are many", async () => {
    const { groups, send, endAll } = heldBack();
    const few = send(60);
    expect(groups).toEqual([1]);
    const many = send(60);
    expect(groups).toEqual([1, 100]);
    endAll();
    while (groups.length < 3) await new Promise(setImmediate);
    expect(groups).toEqual([1, 100, 19]);
    endAll();
    await Promise.all([...few, ...many]);
  });

  it("gather after a group that others shared, and at once where nobody did", async () => {
    let now = performance.now();
    const clock = jest.spyOn(performance, "now").mockImplementation(() => now);
    const { groups, send, endAll } = heldBack();
    const turns = async (): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    };
    try {
      const sent = send(9);
      endAll();
      await turns();
      // Eight that came while one was stored are a group, and load.
      expect(groups).toEqual([1, 8]);
      sent.push(...send(3));
      now += 15;
      endAll();
      await turns();
      expect(groups).toEqual([1, 8]);
      sent.push(...send(2));
      await sleep(30);
      expect(groups).toEqual([1, 8]);
      now += 15;
      while (groups.length < 3) await sleep(1);
      endAll();
      await turns();
      expect(groups).toEqual([1, 8, 5]);
      // Those five were few: nothing waits after them.
      sent.push(...send(1));
      expect(groups).toEqual([1, 8, 5, 1]);
      endAll();
      await Promise.all(sent);
    } finally {
      clock.mockRestore();
    }
  });

  it("hand on only what has happened by the time the last of them came", async () => {
    const offered: PendingBatch[] = [];
    const append = createAppendTogether({
      events: graph.events,
      holder: () => "somebody",
      onAccepted: (batch) => offered.push(openNoted(batch)),
    });
    const at = Date.now();
    const when = [0, 5, 10, 20, 60_000];
    await Promise.all(
      when.map((ms, n) => {
        const received = new Date(at + Math.min(ms, 20));
        return append([ready(`at-${String(n)}`, new Date(at + ms))], received);
      }),
    );
    const handed = offered.flatMap(({ events }) => events.map(({ id }) => id));
    expect(handed.sort()).toEqual(
      [0, 1, 2, 3].map((n) => graph.events.idOf("direct", `at-${String(n)}`)).sort(),
    );
    const later = { due: new Date(Math.ceil((at + 60_000) / 1_000) * 1_000) };
    expect(await database.db.collection("inbox").countDocuments(later)).toBe(1);
  });
});

type Ready = Parameters<ReturnType<typeof createAppendTogether>>[0][number];

function ready(messageId: string, ts: Date): Ready {
  const _id = graph.events.idOf("direct", messageId);
  const about = {
    profile: null,
    ts,
    key: "track:Seen",
    source: "direct",
    receivedAt: ts,
    hash: "h",
  };
  return {
    document: { _id, messageId, properties: {}, context: {}, ...about },
    work: {
      id: _id,
      ...about,
      identifiers: [],
      traits: {},
      decisions: [],
      plan: null,
      standard: null,
    },
  } as unknown as Ready;
}
