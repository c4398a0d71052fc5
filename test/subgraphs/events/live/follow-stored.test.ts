import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { MongoServerError } from "mongodb";
import type { Database } from "../../../../platform/mongo.ts";
import type { EventDocument } from "../../../../subgraphs/events/index.ts";
import { followStored } from "../../../../subgraphs/events/live/follow-stored.ts";
import { createLive, type Live } from "../../../../subgraphs/events/live/live.ts";
import { ensureIndexes, openStore, type EventsStore } from "../../../../subgraphs/events/store.ts";
import { eventually } from "../../../support/client.ts";
import { dropAndClose, testDatabase } from "../../../support/database.ts";

let database: Database;
let store: EventsStore;
let faults: unknown[] = [];
let live: Live;
let sent = 0;

beforeAll(async () => {
  database = await testDatabase("follow_stored");
  store = openStore(database.db);
  await ensureIndexes(store);
});
beforeEach(() => {
  faults = [];
  live = createLive(store, "stored", (error) => faults.push(error));
});
afterEach(async () => {
  live.close();
  await noneOpen();
});
afterAll(() => dropAndClose(database));

async function arrive(): Promise<string> {
  const _id = `e${String((sent += 1))}`;
  const at = new Date();
  const facts = { profile: null, ts: at, key: "track:Viewed", source: "web", messageId: _id };
  const event: EventDocument = {
    ...facts,
    receivedAt: at,
    properties: {},
    context: {},
    hash: "h",
    _id,
  };
  await store.events.insertOne(event);
  return _id;
}

interface Operation {
  readonly opid: number;
  readonly type: string;
}

/** The change streams of this database that the server knows: those waiting for what comes, and those between two waits. */
async function open(): Promise<Operation[]> {
  const ns = new RegExp(`^${database.db.databaseName}\\.`);
  const isStream = [{ "command.getMore": { $exists: true } }, { type: "idleCursor" }];
  return database.client
    .db("admin")
    .aggregate<Operation>([
      { $currentOp: { idleCursors: true } },
      { $match: { ns, $or: isStream, "cursor.tailable": true } },
    ])
    .toArray();
}

const noneOpen = () => eventually(open, (found) => found.length === 0);

/** Has the server end the stream with an error that the driver does not go on from by itself. */
async function interrupt(): Promise<void> {
  const before = faults.length;
  await eventually(
    async () => {
      for (const { type, opid } of await open())
        if (type === "op") await database.client.db("admin").command({ killOp: 1, op: opid });
      return faults.length;
    },
    (count) => count > before,
  );
}

/** Listens, and waits until the stream is open. */
async function listen(): Promise<AsyncIterableIterator<{ id: string | null; dropped: number }>> {
  const tail = live.listen(() => true);
  await eventually(open, (found) => found.length > 0);
  return tail;
}

describe("the live tail of what any process stores", () => {
  it("goes on after the stream failed, from where it was: nothing is missing", async () => {
    const tail = await listen();
    const first = await arrive();
    expect(await tail.next()).toMatchObject({ value: { id: first, dropped: 0 } });
    for (let round = 0; round < 2; round += 1) {
      await interrupt();
      const meanwhile = await arrive();
      expect(await tail.next()).toMatchObject({ value: { id: meanwhile, dropped: 0 } });
      const after = await arrive();
      expect(await tail.next()).toMatchObject({ value: { id: after, dropped: 0 } });
    }
    expect(faults).toHaveLength(2);
    expect(await open()).toHaveLength(1);
  });

  it("goes on from now where its place is lost, and says that something may be missing", async () => {
    const tail = await listen();
    const first = await arrive();
    expect(await tail.next()).toMatchObject({ value: { id: first } });
    // The server ends a stream whose database is dropped, and does not go on from there.
    await database.db.dropDatabase();
    await eventually(
      () => Promise.resolve(faults),
      ({ length }) => length > 0,
    );
    await eventually(open, (found) => found.length > 0);
    const after = await arrive();
    expect(await tail.next()).toMatchObject({ value: { id: after, dropped: 1 } });
    const last = await arrive();
    expect(await tail.next()).toMatchObject({ value: { id: last, dropped: 0 } });
    await ensureIndexes(store);
  });

  it.each([
    { code: 286, begins: [{}, {}], gaps: 1 },
    { code: 11_600, begins: [{}, { resumeAfter: "place" }], gaps: 0 },
  ])("begins at $begins.1 after the server's error $code", async ({ code, begins, gaps }) => {
    const asked: object[] = [];
    let told = 0;
    const watch = (_: unknown, options: object): object => {
      asked.push(options);
      const failure = new MongoServerError({ code, message: "no" });
      const tryNext = () =>
        asked.length === 1
          ? Promise.reject(failure)
          : new Promise((resolve) => setTimeout(resolve, 20, null));
      return { tryNext, closed: false, resumeToken: "place", close: () => Promise.resolve() };
    };
    const failing = { ...store, db: { watch } } as unknown as EventsStore;
    const following = followStored(failing, {
      tell: () => undefined,
      tellGap: () => (told += 1),
      onFault: () => undefined,
    });
    await eventually(
      () => Promise.resolve(asked),
      ({ length }) => length === 2,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await following.stop();
    expect([asked, told]).toEqual([begins, gaps]);
  });

  it("leaves nothing open and begins nothing when it is stopped in its pause", async () => {
    const told: string[] = [];
    const following = followStored(store, {
      tell: ({ _id }) => told.push(_id),
      tellGap: () => undefined,
      onFault: (error) => faults.push(error),
    });
    await eventually(open, (found) => found.length > 0);
    await interrupt();
    const begun: unknown[] = [];
    database.client.on("commandStarted", ({ commandName, command }) => {
      if (commandName === "aggregate" && JSON.stringify(command).includes("$changeStream"))
        begun.push(command);
    });
    const started = performance.now();
    await following.stop();
    expect(performance.now() - started).toBeLessThan(200);
    await arrive();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([begun, told, await open()]).toEqual([[], [], []]);
    database.client.removeAllListeners("commandStarted");
  });

  it("stops at once while it waits for what comes", async () => {
    const following = followStored(store, {
      tell: () => undefined,
      tellGap: () => undefined,
      onFault: (error) => faults.push(error),
    });
    await eventually(open, (found) => found.length > 0);
    await following.stop();
    await noneOpen();
    expect(faults).toEqual([]);
  });
});
