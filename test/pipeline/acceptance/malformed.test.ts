import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ItemResult } from "../../../pipeline/acceptance/item.ts";
import { createIngestHandler } from "../../../pipeline/http/ingest-handler.ts";
import { silent } from "../../../platform/log.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { EventDocument } from "../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { MALFORMED, ODD, seeded, type MalformedClass } from "../../support/malformed-events.ts";
import { restored } from "../../support/restored.ts";

/** `MALFORMED_EVENTS=50000 npm run jest -- malformed` is the figure. */
const EVENTS = Number(process.env["MALFORMED_EVENTS"] ?? 5_000);
const SEED = Number(process.env["MALFORMED_SEED"] ?? 1);
const BATCH = 100;
const SOURCE = "bent";

let database: Database;
let graph: TestGraph;
let server: Server;
let address: string;
beforeAll(async () => {
  database = await testDatabase("malformed");
  graph = await openTestGraph(database);
  const handle = createIngestHandler({
    accept: graph.pipeline.accept,
    authenticate: () => ({
      client: "test",
      scopes: new Set(["events:write"]),
      purpose: null,
      source: SOURCE,
    }),
    busySeconds: () => 0,
    log: silent,
  });
  server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await graph.stop();
  await dropAndClose(database);
});

const properties = Object.getOwnPropertyNames(Object.prototype);
afterAll(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(properties);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

interface Sent {
  readonly of: MalformedClass;
  readonly raw: unknown;
}

/** A mix of all classes, good events among them, some sent twice, some again with other content. */
function draw(): Sent[] {
  const random = seeded(SEED);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const classes = [...MALFORMED, ...ODD];
  return Array.from({ length: EVENTS }, (_, n) => {
    const of = classes[n % classes.length] as MalformedClass;
    const raw = of.make(pick, n);
    const isOdd = of.code === null;
    return { of, raw: isOdd ? { ...(raw as object), messageId: `odd-${String(n)}` } : raw };
  });
}

describe(`${String(EVENTS)} malformed events of ${String(MALFORMED.length + ODD.length)} classes`, () => {
  it("have an outcome and a reason each, and change nothing in silence", async () => {
    expect(MALFORMED.length + ODD.length).toBeGreaterThanOrEqual(40);
    const began = performance.now();
    const sent = draw();
    const outcomes: Record<ItemResult["outcome"], number> = {
      ACCEPTED: 0,
      DUPLICATE: 0,
      QUARANTINED: 0,
      REJECTED: 0,
    };
    const wrong: unknown[] = [];
    const check = (
      results: readonly ItemResult[],
      batch: readonly Sent[],
      expected: (one: Sent) => object,
    ): void => {
      expect(results).toHaveLength(batch.length);
      batch.forEach((one, i) => {
        const { outcome, error } = results[i] as ItemResult;
        outcomes[outcome] += 1;
        const found = { outcome, code: error?.code ?? null, field: error?.field ?? null };
        const wanted = expected(one);
        const field = "field" in wanted ? wanted.field : found.field;
        if (JSON.stringify(found) !== JSON.stringify({ ...wanted, field }))
          wrong.push({ class: one.of.name, found, wanted });
        if (error !== null) expect(error.message).not.toMatch(/\.ts:|node_modules|at Object/);
      });
    };
    const first = ({ of }: Sent): object =>
      of.code === null
        ? { outcome: "ACCEPTED", code: null, field: null }
        : { outcome: "REJECTED", code: of.code, ...("field" in of ? { field: of.field } : {}) };
    for (let at = 0; at < sent.length; at += BATCH) {
      const batch = sent.slice(at, at + BATCH);
      check(
        await graph.pipeline.accept(
          batch.map(({ raw }) => ({ raw })),
          SOURCE,
        ),
        batch,
        first,
      );
    }
    // Every odd one once more, and once more with other content under its id.
    const odd = sent.filter(({ of }) => of.code === null);
    for (let at = 0; at < odd.length; at += BATCH) {
      const batch = odd.slice(at, at + BATCH);
      const again = batch.map(({ raw }) => ({ raw }));
      check(await graph.pipeline.accept(again, SOURCE), batch, () => ({
        outcome: "DUPLICATE",
        code: null,
        field: null,
      }));
      const other = batch.map(({ raw }) => ({ raw: { ...(raw as object), event: "Another" } }));
      check(await graph.pipeline.accept(other, SOURCE), batch, () => ({
        outcome: "QUARANTINED",
        code: "id_conflict",
        field: "messageId",
      }));
    }
    const seconds = (performance.now() - began) / 1_000;
    expect(wrong.slice(0, 10)).toEqual([]);

    const all = Object.values(outcomes).reduce((sum, n) => sum + n, 0);
    expect(all).toBe(sent.length + 2 * odd.length);
    const events = database.db.collection<EventDocument>("events");
    expect(await events.countDocuments({ source: SOURCE })).toBe(outcomes.ACCEPTED);
    const aside = database.db.collection("quarantine");
    expect(await aside.countDocuments({ source: SOURCE })).toBe(outcomes.QUARANTINED);

    const stored = new Map<string, EventDocument>();
    for await (const event of events.find({ source: SOURCE })) stored.set(event.messageId, event);
    for (const { raw } of odd) {
      const { messageId, properties: carried = {}, userId } = raw as Record<string, unknown>;
      const event = stored.get(String(messageId));
      expect(userId).toBeDefined();
      expect(restored("properties", event?.properties, event?.originals ?? {})).toEqual(carried);
    }
    console.log(
      JSON.stringify({ events: all, classes: MALFORMED.length + ODD.length, outcomes, seconds }),
    );
  }, 600_000);
});

describe("what only bytes can say", () => {
  const good = '{"type":"page","userId":"bytes","messageId":"MID"}';
  const bytes = (...parts: (string | number[])[]): Buffer =>
    Buffer.concat(
      parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))),
    );

  it.each([
    ["nothing", bytes("")],
    ["bad UTF-8 in a value", bytes('{"batch":[{"userId":"', [0xff, 0xfe], '"}]}')],
    ["an overlong encoding", bytes('{"batch":[{"userId":"', [0xc0, 0xaf], '"}]}')],
    ["a surrogate encoded as UTF-8", bytes('{"batch":[{"userId":"', [0xed, 0xa0, 0x80], '"}]}')],
    ["half a character at its end", bytes('{"batch":["', [0xe2, 0x82])],
    ["UTF-16", Buffer.from(`\ufeff{"batch":[${good}]}`, "utf16le")],
    ["JSON cut off", bytes(`{"batch":[${good}`)],
    ["a comma too many", bytes(`{"batch":[${good},]}`)],
    ["single quotes", bytes("{'batch':[]}")],
    ["a comment", bytes(`{"batch":[${good}] /* all */}`)],
    ["NaN", bytes('{"batch":[{"type":"page","userId":"u","properties":{"x":NaN}}]}')],
    ["a control character in a text", bytes('{"batch":["a\nb"]}')],
    ["two documents", bytes(`{"batch":[${good}]}{"batch":[]}`)],
  ])("is refused as a whole: %s", async (_, body) => {
    const before = await database.db.collection("events").estimatedDocumentCount();
    const response = await fetch(`${address}/v1/batch`, {
      method: "POST",
      body: new Uint8Array(body),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      success: false,
      error: { code: "BAD_USER_INPUT", field: "body" },
    });
    expect(await database.db.collection("events").estimatedDocumentCount()).toBe(before);
  });

  it.each([
    ["a surrogate alone by its escape", '{"type":"page","userId":"\\ud800"}', "invalid_structure"],
    [
      "brackets without end",
      `{"type":"page","userId":"u","properties":{"x":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`,
      "invalid_structure",
    ],
    [
      "a number without end",
      `{"type":"page","userId":"u","properties":{"x":1${"0".repeat(400)}}}`,
      "invalid_structure",
    ],
  ])("is refused by itself, and its neighbour is not: %s", async (name, event, code) => {
    const messageId = `beside-${name}`;
    const body = `{"batch":[${event},${good.replace("MID", messageId)}]}`;
    const response = await fetch(`${address}/v1/batch`, { method: "POST", body });
    expect(await response.json()).toMatchObject({
      accepted: 1,
      rejected: 1,
      results: [
        { outcome: "rejected", error: { code } },
        { outcome: "accepted", messageId },
      ],
    });
  });

  it("takes the last of two values under one name", async () => {
    const event = good
      .replace("MID", "twice")
      .replace('"userId":"bytes"', '"userId":"first","userId":"last"');
    await fetch(`${address}/v1/batch`, { method: "POST", body: `{"batch":[${event}]}` });
    const { profile } = graph.identity.identify([{ namespace: "user_id", value: "last" }]);
    expect(await database.db.collection("events").findOne({ messageId: "twice" })).toMatchObject({
      profile,
    });
  });
});
