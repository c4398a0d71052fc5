import { createHash, createHmac, generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openSources } from "../../../pipeline/index.ts";
import type { Database } from "../../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { serveWrites, type WriteServer } from "../../support/write-server.ts";

const hash = (key: string): string => createHash("sha256").update(key).digest("hex");
const MAILER = generateKeyPairSync("ec", { namedCurve: "P-256" });
const SOURCES = openSources(
  `
sources:
  - { name: web, kind: web, owner: a, region: eu, writeKeySha256: ${hash("key-web")} }
  - { name: crm, kind: table, owner: a, region: eu, writeKeySha256: ${hash("key-crm")} }
  - { name: sf, kind: salesforce, owner: a, region: eu, writeKeySha256: ${hash("key-sf")} }
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
let writes: WriteServer;
let busy = 0;
beforeAll(async () => {
  database = await testDatabase("source_handler");
  graph = await openTestGraph(database);
  writes = await serveWrites(graph, SOURCES, {
    busySeconds: () => busy,
    isBusy: () => false,
  });
});
afterAll(async () => {
  await new Promise((resolve) => writes.server.close(resolve));
  await graph.stop();
  await dropAndClose(database);
});

const post: WriteServer["post"] = (...args) => writes.post(...args);
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

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
  });

  it("answers for what is nested without end at its place, within a list as well", async () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    const row = (n: number, note = '""') => `{"crm_id":"P-${String(n)}","note":${note}}`;
    const rows = `[${row(1)},${row(2, deep)},${row(3)},${row(2, deep)},${row(4)}]`;
    const codes = async (name: string, text: string) => {
      const { status, body } = await post(`/v1/sources/${name}`, text, bearer(`key-${name}`));
      expect(status).toBe(200);
      return body.results?.map(({ outcome, error }) => error?.code ?? outcome);
    };
    const bad = "invalid_structure";
    expect(await codes("crm", rows)).toEqual(["accepted", bad, "accepted", bad, "accepted"]);
    const call = (n: number, x = "0") =>
      `{"type":"track","event":"e","userId":"u","messageId":"deep-${String(n)}","x":${x}}`;
    for (const [n, beside] of [[1, ""] as const, [4, `"context":{"app":{"name":"a"}},`] as const]) {
      const batch = `[${call(n)},${call(n + 1, deep)},${call(n + 2)}]`;
      const within = await codes("web", `{${beside}"batch":${batch}}`);
      expect(within).toEqual(["accepted", bad, "accepted"]);
    }
    const stored = database.db.collection("events").countDocuments({ messageId: /^deep-/ });
    expect(await stored).toBe(4);
    const contact = (id: string, more = "0") => `{"Id":"${id}","LastName":"Young","x":${more}}`;
    const answer = `{"records":[${contact("1")},${contact("2", deep)},${contact("3")}]}`;
    expect(await codes("sf", answer)).toEqual(["accepted", bad, "accepted"]);
    expect(
      await database.db.collection("quarantine").countDocuments({ original: contact("2", deep) }),
    ).toBe(1);
  });

  it("knows a call without an id of its own again", async () => {
    const calls = [{}, { messageId: null }, { messageId: "" }].map((own, i) => {
      return { type: "track", event: `Unnamed ${String(i)}`, userId: "u-9", ...own };
    });
    const send = () => post("/v1/sources/web", calls, bearer("key-web"));
    expect((await send()).body).toMatchObject({ accepted: 3 });
    expect((await send()).body).toMatchObject({ accepted: 0, duplicate: 3 });
  });

  it("takes what stands beside a batch of calls for each of them, as /v1/batch does", async () => {
    const call = { type: "track", event: "Seen", userId: "u-9", messageId: "beside" };
    const sent = { context: { campaign: { name: "spring" } }, batch: [call] };
    expect((await post("/v1/sources/web", sent, bearer("key-web"))).body.accepted).toBe(1);
    const stored = await database.db.collection("events").findOne({ messageId: "beside" });
    expect(stored?.["context"]).toEqual(sent.context);
    expect((await post("/v1/batch", sent, bearer("key-web"))).body.duplicate).toBe(1);
  });

  it("takes no other source's key", async () => {
    const { status, body } = await post("/v1/sources/crm", ROWS, bearer("key-web"));
    expect([status, body.error?.code]).toEqual([403, "FORBIDDEN"]);
    expect((await post("/v1/sources/crm", ROWS)).status).toBe(401);
    expect((await post("/v1/sources/nobody", ROWS, bearer("key-web"))).status).toBe(404);
    expect((await fetch(new URL("/v1/sources/crm", writes.url))).status).toBe(405);
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
