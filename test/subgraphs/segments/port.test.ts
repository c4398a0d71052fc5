import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { graphql } from "graphql";
import { Timestamp } from "mongodb";
import type { Caller } from "../../../platform/caller.ts";
import { sealScope } from "../../../platform/customer-scope.ts";
import { createKeys } from "../../../platform/keys.ts";
import { createLabels } from "../../../platform/labels.ts";
import type { Database } from "../../../platform/mongo.ts";
import {
  createSegments,
  type CustomerFacts,
  type Segments,
  type WrittenDefinition,
} from "../../../subgraphs/segments/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";

const keys = createKeys("s".repeat(32));
const NOW = new Date("2026-05-01T12:00:00Z");
const purposes = [
  { id: "service", description: "s", basis: "CONTRACT" as const },
  { id: "marketing", description: "m", basis: "CONSENT" as const },
];
const definer: Caller = {
  client: "definer",
  scopes: new Set(["segments:read", "segments:write", "customers:read"]),
  purpose: "service",
  source: "s",
};

let database: Database;
let segments: Segments;
let changes = 0;

beforeAll(async () => {
  database = await testDatabase("segments");
  segments = createSegments({
    database,
    keys,
    purposes,
    labels: createLabels({ contact: ["email"] }),
    clock: () => NOW,
    scopeForm: "sealed",
    basis: "first",
    onChanged: () => changes++,
  });
  await segments.ensureIndexes();
});
afterAll(() => dropAndClose(database));

function written(id: string, rest: Partial<WrittenDefinition> = {}): WrittenDefinition {
  const rule = { event: { name: id, atLeast: 1, within: "PT1H" as never } };
  return { id, name: id, purpose: "service", rule, ...rest };
}

function facts(customer: string, name: string, minutesAgo: readonly number[]): CustomerFacts {
  const times = minutesAgo.map((minutes) => new Date(NOW.getTime() - minutes * 60_000));
  const events = new Map([[`track:${name}`, times]]);
  const firstSeenAt = new Date(0);
  return { customer, firstSeenAt, purposes: ["service"], traits: new Map(), events };
}

async function evaluate(known: CustomerFacts[], gone: string[], stamp: number): Promise<void> {
  const definitions = await segments.definitions();
  await segments.evaluate(known, gone, {
    definitions,
    now: NOW,
    stamp: new Timestamp({ t: stamp, i: 1 }),
  });
}

async function ask(
  source: string,
  variables: object,
  caller = definer,
): Promise<Record<string, unknown>> {
  const answer = await graphql({
    schema: segments.schema,
    source,
    variableValues: { ...variables },
    contextValue: segments.contextFor(caller),
  });
  if (answer.errors !== undefined) throw answer.errors[0] ?? new Error("?");
  return answer.data as Record<string, unknown>;
}

async function shown(
  customer: string,
  inForce = ["service"],
  status = "REALIZED",
): Promise<unknown> {
  const grant = { customer, profiles: [], identifiers: [], purposes: inForce };
  const scope = sealScope(grant, definer, NOW.getTime());
  const { _entities } = await ask(
    `query ($r: [_Any!]!, $status: MembershipStatus) { _entities(representations: $r) { ... on Customer {
      segments(status: $status) { segment { id } enteredAt exitedAt version } } } }`,
    { r: [{ __typename: "Customer", ref: "x", scope }], status },
  );
  return (_entities as { segments: unknown }[])[0]?.segments;
}

const UPSERT = `mutation ($input: UpsertSegmentInput!) { upsertSegment(input: $input) {
  changed segment { id version evaluatedVersion rule } } }`;

describe("definitions", () => {
  it("are versioned: what is the same changes nothing, what differs is the next version", async () => {
    const input = { ...written("versioned"), rule: { trait: { key: "k", op: "EQ", value: 1 } } };
    const first = await ask(UPSERT, { input });
    const again = await ask(UPSERT, { input });
    const next = await ask(UPSERT, { input: { ...input, name: "Another" } });
    expect([first, again, next].map((one) => one["upsertSegment"])).toMatchObject([
      { changed: true, segment: { version: 1, evaluatedVersion: 0, rule: input.rule } },
      { changed: false, segment: { version: 1 } },
      { changed: true, segment: { version: 2 } },
    ]);
    expect(changes).toBe(2);
  });

  it("take every version once when many define at the same time", async () => {
    const names = Array.from({ length: 8 }, (_, i) => `Name ${String(i)}`);
    const results = await Promise.allSettled(
      names.map((name) => segments.upsert(written("contended", { name }), "test")),
    );
    const versions = results.flatMap((r) =>
      r.status === "fulfilled" ? r.value.segment.version : [],
    );
    expect([...new Set(versions)].sort((a, b) => a - b)).toEqual(versions.sort((a, b) => a - b));
    expect(versions.length).toBeGreaterThan(0);
  });

  it.each<[Partial<WrittenDefinition>, string]>([
    [{ id: "Bad Id" }, "input.id"],
    [{ purpose: "unheard-of" }, "input.purpose"],
    [{ rule: {} as never }, "input.rule"],
    [{ rule: { all: [] } }, "input.rule.all"],
    [{ rule: { any: [{ event: { name: "" } }] } }, "input.rule.any[0].event.name"],
    [{ rule: { event: { name: "x", atLeast: 101 } } }, "input.rule.event.atLeast"],
    [{ rule: { event: { name: "x", within: 0 } } }, "input.rule.event.within"],
    [{ rule: { trait: { key: "x", op: "EXISTS", value: 1 } } }, "input.rule.trait.value"],
    [
      { rule: { not: { trait: { key: "x", op: "IN", value: "a" } } } },
      "input.rule.not.trait.value",
    ],
  ])("refuse %j, naming %s", async (wrong, field) => {
    await expect(segments.upsert(written("refused", wrong), "test")).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      field,
    });
  });

  it("are not for who may not read what they ask", async () => {
    const rule = { trait: { key: "email", op: "EXISTS", value: true } };
    await expect(ask(UPSERT, { input: { ...written("spy"), rule } })).rejects.toMatchObject({
      extensions: { code: "FORBIDDEN" },
    });
    const reader = { ...definer, scopes: new Set(["segments:read"]) };
    const input = { ...written("spy"), rule: { trait: { key: "k", op: "EXISTS", value: true } } };
    await expect(ask(UPSERT, { input }, reader)).rejects.toMatchObject({
      extensions: { code: "FORBIDDEN" },
    });
  });
});

describe("memberships", () => {
  it("are what was read last, whoever writes last", async () => {
    await segments.upsert(written("stamped"), "test");
    await evaluate([facts("c1", "stamped", [10])], [], 20);
    await evaluate([facts("c1", "stamped", [])], [], 10);
    expect(await shown("c1")).toMatchObject([{ segment: { id: "stamped" }, version: 1 }]);
    await evaluate([facts("c1", "stamped", [])], [], 21);
    expect(await shown("c1")).toEqual([]);
  });

  it("do not come back for an id that is gone", async () => {
    await evaluate([facts("c2", "stamped", [10])], [], 30);
    await evaluate([], ["c2"], 40);
    await evaluate([facts("c2", "stamped", [10])], [], 35);
    expect(await shown("c2")).toEqual([]);
  });

  it("survive many writers of one customer: the newest stamp stays", async () => {
    const stamps = Array.from({ length: 40 }, (_, i) => 100 + ((i * 17) % 40));
    await Promise.all(
      stamps.map((stamp) => evaluate([facts("c3", "stamped", [stamp - 99])], [], stamp)),
    );
    expect(await shown("c3")).toMatchObject([
      { enteredAt: new Date(NOW.getTime() - 40 * 60_000).toISOString() },
    ]);
  });

  it("show what was left, and hide what has no purpose", async () => {
    await evaluate([facts("c4", "stamped", [90])], [], 50);
    expect(await shown("c4")).toEqual([]);
    expect(await shown("c4", ["service"], "EXITED")).toMatchObject([
      { exitedAt: new Date(NOW.getTime() - 30 * 60_000).toISOString() },
    ]);
    expect(await shown("c4", ["marketing"], "EXITED")).toEqual([]);
  });

  it("are due when time alone changes them", async () => {
    await evaluate([facts("c5", "stamped", [20])], [], 60);
    const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
    expect(await segments.due(at(39.9), 10)).not.toContain("c5");
    expect(await segments.due(at(40), 10)).toContain("c5");
  });

  it("are listed by segment, page by page, with their size", async () => {
    await segments.upsert(written("listed"), "test");
    const members = Array.from({ length: 7 }, (_, i) => `m${String(i)}`);
    await evaluate(
      members.map((id) => facts(id, "listed", [1])),
      [],
      70,
    );
    const query = `query ($after: String) { segment(id: "listed") { size
      members(first: 3, after: $after) { nodes { ref } pageInfo { hasNextPage endCursor } } } }`;
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { segment } = await ask(query, { after });
      const { size, members: page } = segment as {
        size: number;
        members: {
          nodes: { ref: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      expect(size).toBe(7);
      seen.push(...page.nodes.map(({ ref }) => ref));
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
    }
    expect(seen).toEqual(members);
  });
});

describe("backfill", () => {
  it("goes on where it was, and from the start for a newer version", async () => {
    for (let asked = await segments.backfill(); asked !== null; asked = await segments.backfill())
      await segments.advance(asked.versions, null);
    await segments.upsert(written("filled"), "test");
    const first = await segments.backfill();
    expect(first).toEqual({ versions: [{ id: "filled", version: 1 }], cursor: null });
    await segments.advance(first?.versions ?? [], "c5");
    expect(await segments.backfill()).toMatchObject({ cursor: "c5" });
    await segments.upsert(written("filled", { name: "newer" }), "test");
    expect(await segments.backfill()).toEqual({
      versions: [{ id: "filled", version: 2 }],
      cursor: null,
    });
    // The older evaluation ends now: it says nothing of version 2.
    await segments.advance(first?.versions ?? [], null);
    expect(await segments.backfill()).toMatchObject({ versions: [{ version: 2 }] });
  });
});
