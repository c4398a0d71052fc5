import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { MongoClient } from "mongodb";
import { provideMongod, startMongod } from "../../../platform/mongod/index.ts";
import { ended, isRunning, killChildren, mongodChild } from "../../support/mongod/mongod-child.ts";

const folder = mkdtempSync(join(tmpdir(), "customer-graph-mongod-"));
let binary: string;
let dirs = 0;
const dataDir = (): string => join(folder, String(dirs++));

beforeAll(async () => {
  binary = (await provideMongod(process.env, () => undefined)).path;
}, 120_000);
afterEach(killChildren);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function using<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const documents = (uri: string): Promise<number> =>
  using(uri, (client) => client.db("kept").collection("things").countDocuments());

const insert = (uri: string): Promise<unknown> =>
  using(uri, (client) =>
    client
      .db("kept")
      .collection("things")
      .insertOne({ a: 1 }, { writeConcern: { w: "majority", journal: true } }),
  );

describe("startMongod", () => {
  it("runs transactions and change streams, and keeps documents between starts", async () => {
    const data = dataDir();
    const first = await startMongod({ binary, dataDir: data });
    await using(first.uri, async (client) => {
      const things = client.db("kept").collection("things");
      const changes = things.watch();
      const change = changes.next();
      await client.withSession((session) =>
        session.withTransaction(() => things.insertOne({ a: 1 }, { session })),
      );
      expect((await change).operationType).toBe("insert");
      await changes.close();
    });
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const began = performance.now();
    const second = await startMongod({ binary, dataDir: data });
    // Well before a member that waits for the others would call an election, after ten seconds.
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(second.uri).toBe(first.uri);
    expect(await documents(second.uri)).toBe(1);
    await second.stop();
  });

  it("is reached by a socket beside its data, but where its path is too long for one", async () => {
    const near = await startMongod({ binary, dataDir: dataDir() });
    await insert(near.socketUri ?? "");
    expect(await documents(near.uri)).toBe(1);
    await near.stop();

    const far = await startMongod({ binary, dataDir: join(dataDir(), "x".repeat(100)) });
    expect(far.socketUri).toBe(null);
    await insert(far.uri);
    await far.stop();
  });

  it("takes another port when its own is taken meanwhile", async () => {
    const data = dataDir();
    const first = await startMongod({ binary, dataDir: data });
    await insert(first.uri);
    await first.stop();
    const squatter = createServer((socket) => socket.destroy());
    squatter.listen(Number(new URL(first.uri).port), "127.0.0.1");
    await once(squatter, "listening");
    const second = await startMongod({ binary, dataDir: data }).finally(() => squatter.close());
    expect(second.uri).not.toBe(first.uri);
    await insert(second.uri);
    expect(await documents(second.uri)).toBe(2);
    await second.stop();
  });

  it("leaves no server when its process is killed, and starts again over the same data", async () => {
    const data = dataDir();
    const parent = await mongodChild(binary, data);
    const pid = parent.said.pid ?? 0;
    await insert(parent.said.uri ?? "");
    expect(isRunning(pid)).toBe(true);
    await parent.kill();
    // At once: the start itself waits for the server of the killed one.
    const again = await startMongod({ binary, dataDir: data });
    await ended(pid);
    expect(await documents(again.uri)).toBe(1);
    await again.stop();
  });

  it("recovers when everything was killed, even where the ids belong to other programs by now", async () => {
    const data = dataDir();
    const parent = await mongodChild(binary, data);
    await insert(parent.said.uri ?? "");
    process.kill(parent.said.pid ?? 0, "SIGKILL");
    await parent.kill();
    await ended(parent.said.pid ?? 0);
    writeFileSync(join(data, "mongod.lock"), `${String(process.pid)}\n`);
    writeFileSync(join(data, "owner.json"), JSON.stringify({ owner: process.ppid, port: 0 }));
    const again = await startMongod({ binary, dataDir: data });
    expect(await documents(again.uri)).toBe(1);
    await again.stop();
  });

  it("says which process runs over the data, and leaves that one alone", async () => {
    const data = dataDir();
    const parent = await mongodChild(binary, data);
    await expect(startMongod({ binary, dataDir: data })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining(`process ${String(parent.pid)} `),
    });
    expect(await documents(parent.said.uri ?? "")).toBe(0);
  });

  it("lets one of two that start at once have the data; the other names it", async () => {
    const data = dataDir();
    const both = await Promise.all([mongodChild(binary, data), mongodChild(binary, data)]);
    const [winner] = both.filter(({ said }) => said.uri !== undefined);
    const [loser] = both.filter(({ said }) => said.message !== undefined);
    expect(loser?.said.message).toContain(`process ${String(winner?.pid)} `);
    expect(JSON.parse(readFileSync(join(data, "owner.json"), "utf8"))).toMatchObject({
      owner: winner?.pid,
    });
  });

  it("fails at once, naming no path, when the server can't run or use the data", async () => {
    const failed = { code: "UNAVAILABLE", message: expect.not.stringContaining(folder) };
    await expect(
      startMongod({ binary: join(folder, "no-such"), dataDir: dataDir() }),
    ).rejects.toMatchObject(failed);
    const began = performance.now();
    await expect(
      startMongod({ binary: process.execPath, dataDir: dataDir() }),
    ).rejects.toMatchObject(failed);
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
