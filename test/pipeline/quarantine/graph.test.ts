import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { HOLD_CODES, PLAN_CODES, REJECT_CODES } from "../../../pipeline/wire/wire-event.ts";
import type { Database } from "../../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("quarantine_graph");
  graph = await openTestGraph(database);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: object }[];
}
const ask = async (text: string, variables = {}, token = "demo-admin"): Promise<Answer> =>
  JSON.parse(JSON.stringify(await graph.query(text, variables, token))) as Answer;
const ok = async (text: string, variables = {}): Promise<Record<string, unknown>> => {
  const { data, errors } = await ask(text, variables);
  expect(errors).toBeUndefined();
  return data ?? {};
};
function paid(messageId: string, total: number): object {
  return { raw: { type: "track", event: "Paid", messageId, userId: "u", properties: { total } } };
}
const send = (...items: readonly object[]) => graph.pipeline.accept(items as never, "shop");

const LIST = `query ($filter: QuarantineFilter, $after: String, $first: Int) {
  quarantine(filter: $filter, after: $after, first: $first) {
    nodes { id state source messageId error { code field message plan } attempts original body withheld
      lastAttempt { outcome client error { code } } eventId settledBy discardReason patches { client patch } }
    pageInfo { hasNextPage endCursor } } }`;
const REPLAY = `mutation ($ids: [ID!], $filter: QuarantineFilter, $dryRun: Boolean) {
  replayQuarantine(ids: $ids, filter: $filter, dryRun: $dryRun) {
    replayed failed skipped left results { id outcome eventId error { code } } } }`;
const PATCH = `mutation ($ids: [ID!]!, $patch: JSON!) {
  patchQuarantined(ids: $ids, patch: $patch) { id outcome error { code message } } }`;
const DISCARD = `mutation ($ids: [ID!]!, $reason: String!) {
  discardQuarantined(ids: $ids, reason: $reason) { id outcome } }`;

async function waiting(): Promise<string[]> {
  const { quarantine } = (await ok(LIST, { filter: { state: "WAITING" } })) as {
    quarantine: { nodes: { id: string }[] };
  };
  return quarantine.nodes.map(({ id }) => id);
}

describe("the quarantine in the graph", () => {
  it("mends an id conflict by a patched message id, once", async () => {
    await send(paid("order-7", 10), paid("order-7", 12));
    const [id] = await waiting();
    expect(await ok(REPLAY, { ids: [id] })).toMatchObject({
      replayQuarantine: { replayed: 0, failed: 1, results: [{ error: { code: "id_conflict" } }] },
    });
    expect(await ok(PATCH, { ids: [id], patch: { messageId: "order-7-b" } })).toEqual({
      patchQuarantined: [{ id, outcome: "PATCHED", error: null }],
    });
    expect(await ok(REPLAY, { ids: [id], dryRun: true })).toMatchObject({
      replayQuarantine: { replayed: 1 },
    });
    const eventId = graph.events.idOf("shop", "order-7-b");
    expect(await ok(REPLAY, { ids: [id, "nobody"] })).toEqual({
      replayQuarantine: {
        ...{ replayed: 1, failed: 0, skipped: 1, left: 0 },
        results: [
          { id, outcome: "REPLAYED", eventId, error: null },
          { id: "nobody", outcome: "NOT_FOUND", eventId: null, error: null },
        ],
      },
    });
    expect(await ok(REPLAY, { ids: [id] })).toMatchObject({
      replayQuarantine: { skipped: 1, results: [{ outcome: "ALREADY_REPLAYED", eventId }] },
    });
    expect(await ok(PATCH, { ids: [id], patch: {} })).toMatchObject({
      patchQuarantined: [{ outcome: "ALREADY_REPLAYED" }],
    });
    expect(await ok(LIST, { filter: { state: "REPLAYED" } })).toMatchObject({
      quarantine: {
        nodes: [
          {
            ...{ id, eventId, source: "shop", attempts: 2, settledBy: "demo-admin" },
            error: { code: "id_conflict", field: "messageId", plan: null },
            lastAttempt: { outcome: "ACCEPTED", client: "demo-admin", error: null },
            original: JSON.stringify((paid("order-7", 12) as { raw: object }).raw),
            body: { messageId: "order-7-b" },
            patches: [{ client: "demo-admin", patch: { messageId: "order-7-b" } }],
            withheld: null,
          },
        ],
      },
    });
    expect(await ok("{ ingestStatus { quarantined } }")).toEqual({
      ingestStatus: { quarantined: 0 },
    });
  });

  it("pages, discards with a reason, and replays nothing that is discarded", async () => {
    await send(paid("a", 1), ...[2, 3, 4].map((total) => paid("a", total)));
    const ids = await waiting();
    const seen: string[] = [];
    for (let after = null, more = true; more;) {
      const { quarantine } = (await ok(LIST, {
        ...{ filter: { state: "WAITING", source: "shop" }, first: 2, after },
      })) as {
        quarantine: {
          nodes: { id: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: never };
        };
      };
      seen.push(...quarantine.nodes.map(({ id }) => id));
      ({ hasNextPage: more, endCursor: after } = quarantine.pageInfo);
    }
    expect(seen).toEqual(ids);
    expect(ids).toHaveLength(3);
    expect(await ok(DISCARD, { ids, reason: "a test" })).toMatchObject({
      discardQuarantined: ids.map((id) => ({ id, outcome: "DISCARDED" })),
    });
    expect(await ok(REPLAY, { filter: {} })).toMatchObject({ replayQuarantine: { results: [] } });
    expect(await ok(REPLAY, { ids })).toMatchObject({ replayQuarantine: { skipped: 3 } });
  });

  it("names what is wrong with a request", async () => {
    const cases: readonly (readonly [string, object, RegExp])[] = [
      [REPLAY, {}, /^filter: give either a filter or ids/],
      [REPLAY, { filter: {}, ids: ["x"] }, /^filter: give either/],
      [REPLAY, { ids: [] }, /^ids: has 0 entries/],
      [PATCH, { ids: ["x"], patch: 3 }, /^patch: must be/],
      [DISCARD, { ids: ["x"], reason: " " }, /^reason: must have/],
      [LIST, { first: 101 }, /^first: is 101/],
      [LIST, { after: "x" }, /^after: is not a cursor/],
    ];
    for (const [text, variables, message] of cases)
      expect((await ask(text, variables)).errors).toMatchObject([
        { message: expect.stringMatching(message), extensions: { code: "BAD_USER_INPUT" } },
      ]);
  });

  it("refuses whoever lacks the scope, and withholds what was sent from whoever may not see it", async () => {
    for (const [text, variables] of [
      [LIST, {}],
      ["{ quarantinedEvent(id: 1) { id } }", {}],
      [PATCH, { ids: ["x"], patch: {} }],
      [REPLAY, { filter: {} }],
      [DISCARD, { ids: ["x"], reason: "r" }],
    ] as const)
      expect((await ask(text, variables, "demo-internal")).errors).toMatchObject([
        { extensions: { code: "FORBIDDEN" } },
      ]);
    // Resolvers as a caller meets them who may list and change, and no more.
    const caller = {
      ...{ client: "ops", purpose: null, source: "ops" },
      scopes: new Set(["operations:read", "quarantine:write", "label:contact"]),
    };
    const { execute, parse } = await import("graphql");
    const run = async (text: string, variableValues: Record<string, unknown>): Promise<Answer> =>
      JSON.parse(
        JSON.stringify(
          await execute({
            ...{ schema: graph.events.schema, document: parse(text), variableValues },
            contextValue: graph.events.contextFor(caller),
          }),
        ),
      ) as Answer;
    const listed = await run(LIST, { filter: { state: "REPLAYED" } });
    expect(listed.data).toMatchObject({
      quarantine: {
        nodes: [{ original: null, body: null, withheld: "NO_SCOPE", patches: [{ patch: null }] }],
      },
    });
    expect((await run(PATCH, { ids: ["x"], patch: [] })).errors).toMatchObject([
      { message: expect.stringContaining("quarantine:read-original") },
    ]);
  });
});

describe("the catalogue of reason codes", () => {
  it("has every code of the code, and no other", () => {
    const page = readFileSync(new URL("../../../docs/quarantine.md", import.meta.url), "utf8");
    const table = page.slice(page.indexOf("## Reason codes"), page.indexOf("## Look"));
    const listed = [...table.matchAll(/^\| `([a-z_]+)`/gm)].map(([, code]) => code);
    expect(listed.sort()).toEqual([...REJECT_CODES, ...HOLD_CODES, ...PLAN_CODES].sort());
  });
});
