import type { Server } from "node:http";
import { createHash, createHmac, generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openSources } from "../../../pipeline/index.ts";
import { testDatabase, dropAndClose } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { serveWrites } from "../../support/write-server.ts";
import type { Database } from "../../../platform/mongo.ts";

const hash = (key: string): string => createHash("sha256").update(key).digest("hex");
const MAILER = generateKeyPairSync("ec", { namedCurve: "P-256" });
const SOURCES = openSources(
  `
sources:
  - { name: web, kind: web, owner: a, region: eu, writeKeySha256: ${hash("key-web")}, origins: ["http://shop.test"] }
  - { name: news, kind: web, owner: a, region: eu, writeKeySha256: ${hash("key-news")}, origins: ["http://news.test"] }
  - { name: crm, kind: table, owner: a, region: eu, writeKeySha256: ${hash("key-crm")} }
  - { name: shop, kind: shopify, owner: a, region: eu, writeKeySha256: ${hash("key-shop")}, secret: [OLD, NEW] }
  - { name: mail, kind: sendgrid, owner: a, region: eu, writeKeySha256: ${hash("key-mail")}, secret: MAIL }
`,
  [],
  (variable) =>
    ({
      OLD: "old-secret",
      NEW: "new-secret",
      MAIL: MAILER.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    })[variable],
);

let database: Database;
let graph: TestGraph;
let server: Server;
let url: string;
let busy = 0;
beforeAll(async () => {
  database = await testDatabase("write_api");
  graph = await openTestGraph(database);
  ({ server, url } = await serveWrites(graph, SOURCES, {
    busySeconds: () => busy,
    isBusy: () => false,
  }));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await graph.stop();
  await dropAndClose(database);
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly accepted?: number;
    readonly duplicate?: number;
    readonly quarantined?: number;
    readonly rejected?: number;
    readonly error?: { readonly code: string; readonly message: string };
    readonly results?: readonly {
      readonly outcome: string;
      readonly error: { code: string } | null;
    }[];
  };
}

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(new URL(path, url), { method: "POST", body: text, headers });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer["body"],
  };
}
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

describe("pages of other origins", () => {
  const preflight = (path: string, origin: string) =>
    fetch(new URL(path, url), {
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
      fetch(new URL(`/v1/projects/${key}/settings`, url), {
        headers: { origin: "http://shop.test" },
      });
    const found = await ask("key-web");
    expect([found.status, found.headers.get("access-control-allow-origin")]).toEqual([
      200,
      "http://shop.test",
    ]);
    const apiHost = `${new URL(url).host}/v1`;
    const settings = { "Segment.io": { apiKey: "key-web", apiHost, protocol: "http" } };
    expect(await found.json()).toEqual({ integrations: settings });
    expect((await ask("key-of-nobody")).status).toBe(404);
  });
});

describe("POST /v1/sources/<name>", () => {
  const ROWS = [
    { crm_id: "c-1", email: "ada@example.org" },
    { crm_id: "c-2", email: "" },
    { note: "nobody" },
    "no row",
  ];

  it("takes a source's own records by its write key, and knows repeats", async () => {
    const first = await post("/v1/sources/crm", ROWS, bearer("key-crm"));
    expect(first.status).toBe(200);
    expect(first.body.results?.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ["accepted", undefined],
      ["accepted", undefined],
      ["quarantined", "no_identifier"],
      ["quarantined", "mapping_failed"],
    ]);
    const again = await post("/v1/sources/crm", ROWS, bearer("key-crm"));
    expect(again.body).toMatchObject({ accepted: 0, duplicate: 2, quarantined: 2, rejected: 0 });
    expect(await database.db.collection("quarantine").countDocuments({ source: "crm" })).toBe(2);
  });

  it("puts what is nested without end aside, and what stands beside it comes in", async () => {
    const bad = `{"crm_id":"D-1","note":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const good = '{"crm_id":"D-2"}';
    const beside = await post("/v1/sources/crm", `[${bad},${good}]`, bearer("key-crm"));
    expect(beside).toMatchObject({ status: 200, body: { accepted: 1, quarantined: 1 } });
    expect(await database.db.collection("quarantine").countDocuments({ original: bad })).toBe(1);
    expect(await post("/v1/sources/crm", bad, bearer("key-crm"))).toMatchObject({
      status: 200,
      body: { quarantined: 1 },
    });
    // Where records are within something there is no text of each.
    const call = `{"type":"track","event":"e","userId":"u","x":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const within = await post("/v1/sources/web", `{"batch":[${call}]}`, bearer("key-web"));
    expect(within.status).toBe(400);
  });

  it("takes no other source's key", async () => {
    const { status, body } = await post("/v1/sources/crm", ROWS, bearer("key-web"));
    expect([status, body.error?.code]).toEqual([403, "FORBIDDEN"]);
    expect((await post("/v1/sources/crm", ROWS)).status).toBe(401);
    expect((await post("/v1/sources/nobody", ROWS, bearer("key-web"))).status).toBe(404);
    expect((await fetch(new URL("/v1/sources/crm", url))).status).toBe(405);
  });

  it("takes what a vendor signs by any of the source's secrets, and nothing else", async () => {
    const text = `{ "id": 1, "order_number": 1, "cart_token": "c-1", "line_items": [] }`;
    const signed = (secret: string, webhook: string) => ({
      "x-shopify-topic": "orders/create",
      "x-shopify-webhook-id": webhook,
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(text).digest("base64"),
    });
    for (const secret of ["old-secret", "new-secret"]) {
      const { status, body } = await post("/v1/sources/shop", text, signed(secret, secret));
      expect([status, body.accepted]).toEqual([200, 1]);
      expect((await post("/v1/sources/shop", text, signed(secret, secret))).body.duplicate).toBe(1);
    }
    for (const headers of [signed("no-secret", "w"), bearer("key-shop"), {}]) {
      const { status, body } = await post("/v1/sources/shop", text, headers);
      expect([status, body.error?.code]).toEqual([401, "UNAUTHENTICATED"]);
      expect(JSON.stringify(body)).not.toMatch(/old-secret|new-secret/);
    }
  });

  it("keeps the digits of ids beyond 2^53: two customers stay two", async () => {
    for (const id of ["115310627314723954", "115310627314723955"]) {
      const text = `{"id":${id},"email":null,"created_at":"2026-05-01T08:00:00-04:00"}`;
      const { body } = await post("/v1/sources/shop", text, {
        "x-shopify-topic": "customers/update",
        "x-shopify-webhook-id": `w-${id}`,
        "x-shopify-hmac-sha256": createHmac("sha256", "new-secret").update(text).digest("base64"),
      });
      expect(body).toMatchObject({ accepted: 1, results: [{ notes: [] }] });
    }
    const found = database.db.collection("events").find({ messageId: /^shopify-w-1153/ });
    const profiles = (await found.toArray()).map(({ profile }) => String(profile));
    expect(new Set(profiles).size).toBe(2);
  });

  it("does not take a rounded number for an id", async () => {
    const externalIds = `[{"type":"crm_id","id":9007199254740993}]`;
    const item = `{"type":"identify","messageId":"rounded","userId":"u-1","context":{"externalIds":${externalIds}}}`;
    const { body } = await post("/v1/batch", `{"batch":[${item}]}`, bearer("key-web"));
    expect(body).toMatchObject({
      accepted: 1,
      results: [{ notes: ["crm_id: is a number that is not kept exactly; send the id as a text"] }],
    });
  });

  it("says 429 and when to come again while it is busy, and accepts nothing", async () => {
    busy = 3;
    const rows = [{ crm_id: "c-9", email: "busy@example.org" }];
    const { status, headers } = await post("/v1/sources/crm", rows, bearer("key-crm"));
    busy = 0;
    expect([status, headers.get("retry-after")]).toEqual([429, "3"]);
    expect((await post("/v1/sources/crm", rows, bearer("key-crm"))).body.accepted).toBe(1);
  });

  it("says what is wrong with a body as a whole", async () => {
    const bad = await post("/v1/sources/crm", "{", bearer("key-crm"));
    expect([bad.status, bad.body.error?.code]).toEqual([400, "BAD_USER_INPUT"]);
    const text = await post("/v1/sources/crm", `"text"`, bearer("key-crm"));
    expect([text.status, text.body.error?.message]).toEqual([
      400,
      "body: must be a row or an array of rows",
    ]);
    const many = await post("/v1/sources/crm", Array(5_001).fill({}), bearer("key-crm"));
    expect([many.status, many.body.error?.message]).toEqual([
      413,
      "body: has 5001 records; 5000 are the most. Nothing was accepted.",
    ]);
    const large = await post("/v1/sources/crm", `[${" ".repeat(2 ** 21)}]`, bearer("key-crm"));
    expect([large.status, large.body.error?.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  it("takes the largest batch that SendGrid posts, signed, and knows it again", async () => {
    const events = Array.from({ length: 2_600 }, (_, n) => ({
      email: `reader-${String(n)}@example.org`,
      timestamp: 1_777_636_800,
      "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
      event: "delivered",
      // SendGrid's ids have up to 100 characters.
      sg_event_id: `${String(n)}-ZGVsaXZlcmVk`.padEnd(n === 7 ? 100 : 40, "A"),
      sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
      response: "250 OK: queued as 4BxYz31tqLz9sR1",
    }));
    const text = JSON.stringify(events);
    expect(text.length).toBeGreaterThan(700 * 1024);
    const at = String(Math.floor(Date.now() / 1_000));
    const signature = sign("sha256", Buffer.from(at + text), MAILER.privateKey).toString("base64");
    const send = () =>
      post("/v1/sources/mail", text, {
        "x-twilio-email-event-webhook-timestamp": at,
        "x-twilio-email-event-webhook-signature": signature,
      });
    const { status, body } = await send();
    expect([status, body.accepted, body.results?.length]).toEqual([200, 2_600, 2_600]);
    expect((await send()).body.duplicate).toBe(2_600);
  }, 120_000);
});
