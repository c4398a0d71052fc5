import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openSources } from "../../../pipeline/index.ts";
import { testDatabase, dropAndClose } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { serveWrites, type WriteServer } from "../../support/write-server.ts";
import type { Database } from "../../../platform/mongo.ts";

const hash = (key: string): string => createHash("sha256").update(key).digest("hex");
const SOURCES = openSources(
  `
sources:
  - { name: web, kind: web, owner: a, region: eu, writeKeySha256: ${hash("key-web")}, origins: ["http://shop.test"] }
  - { name: news, kind: web, owner: a, region: eu, writeKeySha256: ${hash("key-news")}, origins: ["http://news.test"] }
  - { name: crm, kind: table, owner: a, region: eu, writeKeySha256: ${hash("key-crm")} }
`,
  [],
  () => undefined,
);

let database: Database;
let graph: TestGraph;
let writes: WriteServer;
beforeAll(async () => {
  database = await testDatabase("write_api");
  graph = await openTestGraph(database);
  writes = await serveWrites(graph, SOURCES, {
    busySeconds: () => 0,
    isBusy: () => false,
  });
});
afterAll(async () => {
  await new Promise((resolve) => writes.server.close(resolve));
  await graph.stop();
  await dropAndClose(database);
});

const post: WriteServer["post"] = (...args) => writes.post(...args);
const basic = (key: string) => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
});
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const track = (messageId: string) => ({
  type: "track",
  event: "Seen",
  anonymousId: "a1",
  messageId,
});
const sourceOf = async (messageId: string): Promise<unknown> =>
  (await database.db.collection("events").findOne({ messageId }))?.["source"];

describe("a write key", () => {
  it.each([
    ["basic", basic("key-web")],
    ["bearer", bearer("key-web")],
  ])("sends as its source: %s", async (how, headers) => {
    const { status, body } = await post("/v1/batch", { batch: [track(how)] }, headers);
    expect([status, body.accepted]).toEqual([200, 1]);
    expect(await sourceOf(how)).toBe("web");
  });

  it("is taken from the body where no header can be set, as text/plain", async () => {
    const body = JSON.stringify({ ...track("beacon"), writeKey: "key-web" });
    const answer = await post("/v1/t", body, {
      "content-type": "text/plain",
      origin: "http://shop.test",
    });
    expect([answer.status, answer.body.accepted]).toEqual([200, 1]);
    expect(await sourceOf("beacon")).toBe("web");
    const again = await post("/v1/track", track("beacon"), bearer("key-web"));
    expect(again.body.duplicate).toBe(1);
  });

  it("of nobody is refused, and so is a client's credential in a body", async () => {
    for (const writeKey of ["key-of-nobody", "demo-frontend"])
      expect((await post("/v1/batch", { batch: [track("x")], writeKey })).status).toBe(401);
    expect((await post("/v1/batch", { batch: [] }, bearer("key-of-nobody"))).status).toBe(401);
    expect((await post("/v1/batch", { batch: [] })).status).toBe(401);
  });

  it("names no other source", async () => {
    const headers = { ...bearer("key-web"), "x-source": "crm" };
    const { status, body } = await post("/v1/batch", { batch: [track("y")] }, headers);
    expect([status, body.error?.code]).toEqual([403, "FORBIDDEN"]);
  });
});

describe("what is nested without end within a batch", () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const fields = "type messageId userId event timestamp sentAt properties context traits x".split(
    " ",
  );

  it.each(["", '"context":{"app":{"name":"a"}},"sentAt":"2026-05-01T00:00:00Z",'])(
    "is refused at its place, and its neighbours come in (beside: %s)",
    async (beside) => {
      for (const bad of [deep, ...fields.map((field) => withField(field))]) {
        const good = (n: number) => JSON.stringify({ ...track(`${randomUUID()}-${String(n)}`) });
        const sent = `{${beside}"batch":[${good(1)},${bad},${good(2)}]}`;
        const { status, body } = await post("/v1/batch", sent, bearer("key-web"));
        expect(status).toBe(200);
        expect(body.results?.map(({ outcome }) => outcome)).toEqual([
          "accepted",
          "rejected",
          "accepted",
        ]);
      }
    },
  );

  function withField(field: string): string {
    const call = Object.entries(track("bad")).filter(([name]) => name !== field);
    return `${JSON.stringify(Object.fromEntries(call)).slice(0, -1)},"${field}":${deep}}`;
  }
});

describe("what stands beside a batch", () => {
  it("holds for every event that has none of its own", async () => {
    const context = { campaign: { name: "spring" }, locale: "de-DE" };
    const own = { ...track("beside-2"), context: { locale: "fr-FR" } };
    const sent = { context, batch: [track("beside-1"), own] };
    expect((await post("/v1/batch", sent, bearer("key-web"))).body.accepted).toBe(2);
    const stored = database.db.collection("events").find({ messageId: /^beside-/ });
    const contexts = (await stored.sort({ messageId: 1 }).toArray()).map(
      (one): unknown => one["context"],
    );
    expect(contexts).toEqual([context, { ...context, locale: "fr-FR" }]);
  });

  it("is refused at once where it is more than an event may be: it would be looked through for each", async () => {
    const batch = Array.from({ length: 2_400 }, () => ({ type: "track", event: "e", userId: "u" }));
    const began = performance.now();
    const { status, body } = await post(
      "/v1/batch",
      { context: { note: "x".repeat(340_000) }, batch },
      bearer("key-web"),
    );
    expect([status, body.error?.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    expect(performance.now() - began).toBeLessThan(4_000);
    const deep = `{"note":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const nested = `{"context":${deep},"batch":${JSON.stringify(batch)}}`;
    expect((await post("/v1/batch", nested, bearer("key-web"))).status).toBe(400);
  });
});

describe("pages of other origins", () => {
  const preflight = (path: string, origin: string) =>
    fetch(new URL(path, writes.url), {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });

  it("are told by a preflight that they may, where some source admits them", async () => {
    for (const path of ["/v1/t", "/v1/batch", "/v1/identify"]) {
      const { status, headers } = await preflight(path, "http://shop.test");
      expect(status).toBe(204);
      expect(headers.get("access-control-allow-origin")).toBe("http://shop.test");
      expect(headers.get("access-control-allow-methods")).toContain("POST");
      expect(headers.get("access-control-allow-headers")).toContain("authorization");
      expect(headers.get("vary")).toBe("Origin");
    }
  });

  it("are told that they may not, where none does", async () => {
    const { status, headers } = await preflight("/v1/t", "http://evil.test");
    expect(status).toBe(403);
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  it("send for a source that admits them, and can read the answer", async () => {
    const headers = { ...basic("key-web"), origin: "http://shop.test" };
    const { status, headers: got } = await post("/v1/batch", { batch: [track("page-1")] }, headers);
    expect([status, got.get("access-control-allow-origin")]).toEqual([200, "http://shop.test"]);
  });

  it("do not send for another source, even with its write key", async () => {
    for (const origin of ["http://news.test", "http://evil.test", "null"]) {
      const headers = { ...basic("key-web"), origin };
      const { status, body } = await post("/v1/batch", { batch: [track("page-2")] }, headers);
      expect([status, body.error?.code]).toEqual([403, "FORBIDDEN"]);
      const beacon = { ...track("page-2"), writeKey: "key-web" };
      expect((await post("/v1/t", beacon, { origin })).status).toBe(403);
    }
    expect(await sourceOf("page-2")).toBeUndefined();
  });
});

describe("the settings of a page's library", () => {
  it("say that events go here, to whoever has a write key", async () => {
    const ask = (key: string) =>
      fetch(new URL(`/v1/projects/${key}/settings`, writes.url), {
        headers: { origin: "http://shop.test" },
      });
    const found = await ask("key-web");
    expect([found.status, found.headers.get("access-control-allow-origin")]).toEqual([
      200,
      "http://shop.test",
    ]);
    const apiHost = `${new URL(writes.url).host}/v1`;
    const settings = { "Segment.io": { apiKey: "key-web", apiHost, protocol: "http" } };
    expect(await found.json()).toEqual({ integrations: settings });
    expect((await ask("key-of-nobody")).status).toBe(404);
  });
});
