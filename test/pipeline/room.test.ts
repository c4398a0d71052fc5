import { createHash, createHmac } from "node:crypto";
import type { Server } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openSources } from "../../pipeline/index.ts";
import { createRoom } from "../../pipeline/room.ts";
import { silent } from "../../platform/log.ts";
import type { Database } from "../../platform/mongo.ts";
import { eventually } from "../support/client.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph, type TestGraph } from "../support/graph.ts";
import { serveWrites } from "../support/write-server.ts";

const hash = (key: string): string => createHash("sha256").update(key).digest("hex");
const SOURCES = openSources(
  `
sources:
  - { name: web, kind: web, owner: a, region: eu, writeKeySha256: ${hash("key-web")}, origins: ["http://shop.test"] }
  - { name: crm, kind: table, owner: a, region: eu, writeKeySha256: ${hash("key-crm")} }
  - { name: shop, kind: shopify, owner: a, region: eu, writeKeySha256: ${hash("key-shop")}, secret: [SHOP] }
`,
  [],
  (variable) => ({ SHOP: "shop-secret" })[variable],
);
const SILENT_MS = 200;

let database: Database;
let graph: TestGraph;
let server: Server;
let url: string;
beforeAll(async () => {
  database = await testDatabase("room");
  graph = await openTestGraph(database);
  ({ server, url } = await serveWrites(graph, SOURCES, {
    busySeconds: graph.pipeline.room.busySeconds,
    isBusy: graph.pipeline.room.isBusyForImports,
    silentMs: SILENT_MS,
  }));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await graph.stop();
  await dropAndClose(database);
});

const inbox = () => database.db.collection<{ _id: string }>("inbox");
const events = () => database.db.collection("events").countDocuments();

/** What another process holds: it is alive, so nobody takes it over. */
async function fill(waiting: number, due = new Date()): Promise<void> {
  const lease = { until: new Date(Date.now() + 600_000) };
  await database.db
    .collection<{ _id: string }>("leases")
    .updateOne({ _id: "other" }, { $set: lease }, { upsert: true });
  const note = { slot: 0, due, attempts: 0, by: "other", events: waiting, work: "[]" };
  await inbox().insertOne({ _id: "held-by-other", ...note });
}
const empty = () => inbox().deleteMany({ _id: "held-by-other" });
const isBusy = (): Promise<boolean> => Promise.resolve(graph.pipeline.room.busySeconds() > 0);

const INGEST = `mutation ($input: IngestInput!) { ingest(input: $input) { accepted } }`;
const track = (messageId: string): object => ({
  type: "track",
  event: "Seen",
  userId: "u",
  messageId,
});
const order = JSON.stringify({ id: 1, email: "a@example.org", created_at: "2026-05-01T00:00:00Z" });

type Send = () => Promise<Response>;
const post = (path: string, body: string, headers: Record<string, string>): Promise<Response> =>
  fetch(new URL(path, url), { method: "POST", body, headers });
const WAYS: Readonly<Record<string, Send>> = {
  "a batch": () =>
    post("/v1/batch", JSON.stringify({ batch: [track("batch")] }), {
      authorization: "Bearer key-web",
    }),
  "a single call": () =>
    post("/v1/track", JSON.stringify(track("single")), { authorization: "Bearer key-web" }),
  "a page's beacon": () =>
    post("/v1/batch", JSON.stringify({ batch: [track("beacon")], writeKey: "key-web" }), {
      "content-type": "text/plain",
      origin: "http://shop.test",
    }),
  "a vendor's webhook": () =>
    post("/v1/sources/shop", order, {
      "x-shopify-topic": "customers/create",
      "x-shopify-webhook-id": "w-1",
      "x-shopify-hmac-sha256": createHmac("sha256", "shop-secret").update(order).digest("base64"),
    }),
  "records of a source": () =>
    post("/v1/sources/crm", JSON.stringify([{ crm_id: "c", email: "c@example.org" }]), {
      authorization: "Bearer key-crm",
    }),
};

describe("while more waits than may", () => {
  it("every sender is told when to come again, nothing is accepted, and it is when there is room", async () => {
    const before = await events();
    await fill(200_000);
    await eventually(isBusy, (busy) => busy);
    for (const [way, send] of Object.entries(WAYS)) {
      const { status, headers } = await send();
      expect([way, status, headers.get("retry-after")]).toEqual([way, 429, "5"]);
    }
    const input = {
      input: { events: [{ type: "TRACK", event: "Seen", messageId: "graph", userId: "u" }] },
    };
    const refused = await graph.query(INGEST, input, "demo-admin");
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: "TOO_MANY_REQUESTS",
      retryAfter: 5,
    });
    const replayed = await graph.query(
      "mutation { replayQuarantine(filter: {}) { replayed } }",
      {},
      "demo-admin",
    );
    expect(replayed.errors?.[0]?.extensions["code"]).toBe("TOO_MANY_REQUESTS");
    expect(await events()).toBe(before);

    await empty();
    await eventually(isBusy, (busy) => !busy);
    for (const [way, send] of Object.entries(WAYS))
      expect([way, (await send()).status]).toEqual([way, 200]);
    const taken = await graph.query(INGEST, input, "demo-admin");
    expect(taken.data?.["ingest"]).toEqual({ accepted: 1 });
    expect(await events()).toBe(before + 6);
  });

  it("an import waits, longer than its sender may be silent, and ends when there is room", async () => {
    await fill(100_000);
    await eventually(
      () => Promise.resolve(graph.pipeline.room.isBusyForImports()),
      (busy) => busy,
    );
    // Those who send live have room still.
    expect(graph.pipeline.room.busySeconds()).toBe(0);
    const before = await events();
    const rows = Array.from({ length: 1_200 }, (_, n) => `i-${String(n)},i${String(n)}@mail.de`);
    const importing = post("/v1/import?id=waits&name=a.csv", `crm_id,email\n${rows.join("\n")}\n`, {
      authorization: "Bearer demo-admin",
      "x-source": "crm",
    });
    await sleep(4 * SILENT_MS);
    expect(await events()).toBe(before);
    await empty();
    const { import: done } = (await (await importing).json()) as { import: object };
    expect(done).toMatchObject({ state: "done", records: 1_200, outcomes: { accepted: 1_200 } });
  });

  it("does not count what lies ahead: it waits for its time, not for a worker", async () => {
    await fill(1_000_000, new Date(Date.now() + 600_000));
    expect(await graph.events.waiting()).toBeLessThan(200_000);
    await empty();
  });
});

it.each([
  ["a file", "a.csv", Buffer.from("crm_id\n")],
  ["a packed file", "a.csv.gz", gzipSync("crm_id\n").subarray(0, 12)],
])(
  "senders of %s that say nothing, though nobody lets them wait, are let go",
  async (_, name, begun) => {
    const { port, hostname } = new URL(url);
    const head = [
      `POST /v1/import?name=${name} HTTP/1.1`,
      "host: x",
      "authorization: Bearer demo-admin",
    ];
    // As many as may import at a time.
    for (let n = 0; n < 4; n += 1) {
      const socket = connect(Number(port), hostname);
      await once(socket, "connect");
      socket.write(`${[...head, "content-length: 1000"].join("\r\n")}\r\n\r\n`);
      socket.write(begun);
      socket.on("error", () => undefined);
      const closed = once(socket, "close").then(() => "closed");
      expect(await Promise.race([closed, sleep(20 * SILENT_MS, null, { ref: false })])).toBe(
        "closed",
      );
    }
    const answer = await post("/v1/import?name=b.csv", "crm_id\nC-1\n", {
      authorization: "Bearer demo-admin",
    });
    expect(answer.status).toBe(200);
  },
);

describe("room", () => {
  const waitsFor = { waiting: () => Promise.resolve(0) };

  it("is what a process holds, and what it is taking in at the moment, refused or not", async () => {
    let held = 0;
    const room = createRoom({ events: waitsFor, log: silent, held: () => held });
    const ends: ((how: "taken" | "failed") => void)[] = [];
    const accept = room.counted(
      () =>
        new Promise((resolve, reject) =>
          ends.push((how) => {
            if (how === "taken") resolve([]);
            else reject(new Error(how));
          }),
        ),
    );
    const many = Array.from({ length: 10_000 }, () => ({ raw: {} }));
    const taken = [accept(many, "a"), accept(many, "a")];
    expect(room.busySeconds()).toBe(1);
    expect(room.isBusyForImports()).toBe(false);
    ends[0]?.("taken");
    ends[1]?.("failed");
    await Promise.allSettled(taken);
    expect(room.busySeconds()).toBe(0);
    held = 19_999;
    expect([room.busySeconds(), room.isBusyForImports()]).toEqual([0, true]);
    held = 20_000;
    expect(room.busySeconds()).toBe(1);
  });

  it("is not asked of the database for every request, and is there while that does not answer", async () => {
    let asked = 0;
    const failing = {
      waiting: () => {
        asked += 1;
        return Promise.reject(new Error("no answer"));
      },
    };
    const room = createRoom({ events: failing, log: silent, held: () => 0 });
    const began = performance.now();
    for (let n = 0; n < 100; n += 1) {
      expect(room.busySeconds()).toBe(0);
      await sleep(1);
    }
    expect(asked).toBeLessThanOrEqual(1 + (performance.now() - began) / 1_000);
  });
});
