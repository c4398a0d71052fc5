import { qualityPolicySchema } from "../../../../platform/quality.ts";
import { expect } from "@jest/globals";
import fc from "fast-check";
import { graphql } from "graphql";
import type { Caller } from "../../../../platform/caller.ts";
import { sealScope } from "../../../../platform/customer-scope.ts";
import { createKeys } from "../../../../platform/keys.ts";
import { createLabels } from "../../../../platform/labels.ts";
import { silent } from "../../../../platform/log.ts";
import type { Database } from "../../../../platform/mongo.ts";
import {
  createEvents,
  type ComputedDefinition,
  type EventDocument,
  type Events,
} from "../../../../subgraphs/events/index.ts";
import { openStore } from "../../../../subgraphs/events/store.ts";
import { definitions } from "./definitions.ts";
import type { WorldEvent } from "./oracle.ts";

const keys = createKeys("s".repeat(32));
/** When tests read. */
export const NOW = Date.parse("2026-05-07T12:00:00Z");
/** When events are accepted that lie ahead, or no longer ago than this. */
export const ACCEPTED = NOW - 8 * 60 * 60 * 1000;
/** A day in UTC. */
export const DAY = 24 * 60 * 60 * 1000;

/** Somebody who reads, with further scopes. */
export const caller = (scopes: readonly string[] = []): Caller => ({
  client: "c",
  scopes: new Set(["customers:read", ...scopes]),
  purpose: "service",
  source: "s",
});

/** How a subgraph of a test differs from the others. */
export interface Difference {
  readonly traits?: readonly ComputedDefinition[];
  readonly on?: Partial<Pick<Database, "stamped">>;
  readonly now?: () => number;
  /** A day of more events is hot. */
  readonly hotFrom?: number;
  /** So is one of more than `events` where a batch's days have more than `busy` together. */
  readonly busyFrom?: readonly [busy: number, events: number];
}

/** The subgraph over a database. */
export function over(database: Database, difference: Difference = {}): Events {
  const { traits = definitions, on = {}, now = () => NOW, hotFrom = 1_000 } = difference;
  const [busy, busyEvents] = difference.busyFrom ?? [Infinity, 0];
  return createEvents({
    quality: qualityPolicySchema.parse({}),
    database: { ...database, ...on },
    keys,
    labels: createLabels({ contact: ["email"] }),
    clock: () => new Date(now()),
    scopeForm: "sealed",
    ingest: () => Promise.resolve([]),
    replayQuarantine: () => Promise.reject(new Error("nothing is replayed here")),
    trackingPlans: [],
    sources: [],
    log: silent,
    computedTraits: traits,
    hotFrom: { events: hotFrom, busy, busyEvents },
  });
}

function documentOf({ id, profile, at, key, properties }: WorldEvent): EventDocument {
  const ts = new Date(at);
  const receivedAt = new Date(Math.min(at, ACCEPTED));
  const rest = { source: "s", messageId: id, receivedAt, context: {}, hash: "" };
  return { _id: id, profile, ts, key, properties: { ...properties }, ...rest };
}

/** Stores events, as acceptance does. */
export async function store({ db }: Database, some: readonly WorldEvent[]): Promise<void> {
  if (some.length === 0) return;
  await openStore(db)
    .events.insertMany(some.map(documentOf), { ordered: false })
    .catch(() => undefined);
}

/** Works a batch, as a worker does. */
export function work(by: Events, some: readonly WorldEvent[]): Promise<void> {
  return by.computeTraits(some.map(documentOf));
}

/** The computed traits of customers that are these profiles. */
export async function read(
  by: Events,
  profiles: readonly (readonly string[])[],
  wanted: readonly string[] | null = null,
  who = caller(),
): Promise<Record<string, unknown>[]> {
  const r = profiles.map((some, i) => ({
    __typename: "Customer",
    ref: `c${String(i)}`,
    scope: sealScope(
      { customer: `c${String(i)}`, profiles: some, identifiers: [], purposes: ["service"] },
      who,
      NOW,
    ),
  }));
  const answer = await graphql({
    schema: by.schema,
    source: `query ($r: [_Any!]!, $keys: [String!]) { _entities(representations: $r) { ... on Customer {
      computedTraits(keys: $keys) { key value complete maskedBecause } } } }`,
    variableValues: { r, keys: wanted },
    contextValue: by.contextFor(who),
  });
  if (answer.errors !== undefined) throw answer.errors[0] ?? new Error("?");
  const customers = answer.data?.["_entities"] as {
    computedTraits: { key: string; value: unknown }[];
  }[];
  return customers.map(({ computedTraits }) =>
    Object.fromEntries(computedTraits.map(({ key, value }) => [key, value])),
  );
}

/** Compares what was found with what the oracle says. */
export function expectSame(found: Record<string, unknown>, wanted: Record<string, unknown>): void {
  const { engagement, ...exact } = wanted;
  const { engagement: score, ...rest } = found;
  expect(rest).toEqual(exact);
  // Powers of two are taken in other steps; all else is the same to the last bit.
  expect(Math.abs((score as number) - (engagement as number))).toBeLessThan(1e-9);
}

const total = fc.oneof(
  { weight: 6, arbitrary: fc.nat(2_000).map((cents) => cents / 100) },
  { weight: 1, arbitrary: fc.constantFrom("12", null, true, 1e16, -0.1) },
);
const kind = fc.constantFrom("a", "b", "c", 7, true, null, undefined);
/** Any event of eight profiles. */
export const worldEvent = fc.record({
  profile: fc.nat(7),
  // Few instants within three weeks, up to tomorrow, many of them today: ties of time, borders of days, and the future occur.
  at: fc
    .tuple(
      fc.oneof(fc.integer({ min: -20, max: 1 }), fc.constant(0)),
      fc.constantFrom(0, 1, DAY / 2, DAY - 1),
    )
    .map(([day, ms]) => Date.parse("2026-05-07T00:00:00Z") + day * DAY + ms),
  key: fc.constantFrom(
    "track:Order",
    "track:Order",
    "track:Other",
    "page:Home",
    "page:",
    "identify:",
  ),
  properties: fc.record(
    { total, kind, lines: fc.array(fc.record({ price: total }), { maxLength: 2 }) },
    { requiredKeys: [] },
  ),
});

/** An order, of yesterday unless told. */
export const order = (id: string, profile: string, at = NOW - DAY): WorldEvent => ({
  id,
  profile,
  at,
  key: "track:Order",
  properties: { total: 1 },
});
