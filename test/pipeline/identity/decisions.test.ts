import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

let database: Database;
let graph: TestGraph;

beforeAll(async () => {
  database = await testDatabase("decisions");
  graph = await openTestGraph(database);
  const { messages } = await ask(`mutation { upsertSegment(input: ${SEGMENT}) { changed } }`);
  expect(messages).toEqual([]);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

const SEGMENT = `{ id: "buyers", name: "Buyers", purpose: "service",
  rule: { event: { name: "Order Completed", atLeast: 2 } } }`;

interface Answer {
  readonly data: Record<string, unknown>;
  readonly codes: readonly unknown[];
  readonly messages: readonly string[];
}

async function ask(
  text: string,
  variables: Record<string, unknown> = {},
  token = "demo-admin",
): Promise<Answer> {
  const { data, errors = [] } = await graph.query(text, variables, token);
  return {
    data: JSON.parse(JSON.stringify(data ?? {})) as Record<string, unknown>,
    codes: errors.map(({ extensions }) => extensions["code"]),
    messages: errors.map(({ message }) => message),
  };
}

const OPERATION = `operation { id kind overrides before { id profiles } after { id profiles } } customers { id }`;
interface Operated {
  readonly operation: {
    readonly id: string;
    readonly overrides: readonly string[];
    readonly before: readonly { id: string; profiles: number }[];
    readonly after: readonly { id: string; profiles: number }[];
  };
  readonly customers: readonly { id: string }[];
}

async function operate(name: string, type: string, input: object): Promise<Operated> {
  const text = `mutation M($input: ${type}!) { ${name}(input: $input) { ${OPERATION} } }`;
  const { data, messages } = await ask(text, { input });
  expect(messages).toEqual([]);
  return data[name] as Operated;
}

async function refused(name: string, type: string, input: object): Promise<Answer> {
  return ask(`mutation M($input: ${type}!) { ${name}(input: $input) { operation { id } } }`, {
    input,
  });
}

const by = (namespace: string, value: string) => ({ identifier: { namespace, value } });
const merge = (a: object, b: object, rest: object = {}): object => ({
  a,
  b,
  reason: "a phone call",
  ...rest,
});

let serial = 0;
/** Two people who order, decide and state, and who were never seen together. */
async function twoPeople(): Promise<{ a: object; b: object; emails: [string, string] }> {
  serial += 1;
  const emails: [string, string] = [
    `a${String(serial)}@shop.example`,
    `b${String(serial)}@shop.example`,
  ];
  const events = emails.flatMap((email, who) =>
    ["identify", "track"].map((type, i) => ({
      type,
      messageId: `${email}-${type}`,
      ...(who === 0 ? { userId: `user-${email}` } : { anonymousId: `browser-${email}` }),
      timestamp: new Date(
        Date.parse("2026-05-01T10:00:00Z") + (who * 2 + i) * 60_000,
      ).toISOString(),
      ...(type === "identify"
        ? { traits: { email, plan: who === 0 ? "gold" : "silver", [`only${String(who)}`]: who } }
        : { event: "Order Completed", context: { traits: { email } } }),
    })),
  );
  await graph.send(events);
  await ask(
    `mutation C($input: RecordConsentInput!) { recordConsent(input: $input) { receipt { id } } }`,
    {
      input: {
        customer: by("email", emails[1]),
        decisions: [{ purpose: "marketing", decision: "DENIED" }],
        receiptId: `r-${emails[1]}`,
      },
    },
  );
  await ask(
    `mutation C($input: RecordConsentInput!) { recordConsent(input: $input) { receipt { id } } }`,
    {
      input: {
        customer: by("email", emails[0]),
        decisions: [{ purpose: "marketing", decision: "GRANTED" }],
        receiptId: `r-${emails[0]}`,
      },
    },
  );
  return { a: by("email", emails[0]), b: by("email", emails[1]), emails };
}

const EVERYTHING = `id firstSeenAt
  identifiers { nodes { namespace value firstSeenAt } } traits { key value source updatedAt }
  events(first: 20) { nodes { id name } } consents { purpose status inForce decidedAt } segments { segment { id } enteredAt }`;

async function seen(...selectors: object[]): Promise<unknown> {
  const { data, messages } = await ask(
    `query Q($by: [CustomerSelector!]!) { customers(by: $by) { ${EVERYTHING} } }`,
    { by: selectors },
  );
  expect(messages).toEqual([]);
  return data["customers"];
}

describe("merging by hand", () => {
  it("joins two, and taking it back restores both exactly", async () => {
    const { a, b } = await twoPeople();
    const before = await seen(a, b);
    const preview = await ask(
      `query P($a: CustomerSelector!, $b: CustomerSelector!) { previewMerge(a: $a, b: $b) {
         a { id } b { id } refusal id profiles purposes { a b merged } segments { a b merged } } }`,
      { a, b },
    );
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const began = performance.now();
      const { operation } = await operate("mergeCustomers", "MergeCustomersInput", merge(a, b));
      times.push(performance.now() - began);
      await operate("unmerge", "UnmergeInput", { operation: operation.id, reason: "once more" });
    }
    // The answer waits for the memberships.
    expect(Math.min(...times)).toBeLessThan(1_000);
    const { operation, customers } = await operate(
      "mergeCustomers",
      "MergeCustomersInput",
      merge(a, b),
    );
    const [one, other] = (await seen(a, b)) as [Record<string, unknown>, Record<string, unknown>];
    expect(one).toEqual(other);
    expect(customers).toEqual([{ id: one["id"] }]);
    expect(one["segments"]).toMatchObject([{ segment: { id: "buyers" } }]);
    expect(preview.data["previewMerge"]).toMatchObject({
      refusal: null,
      id: one["id"],
      profiles: operation.after[0]?.profiles,
      purposes: { a: expect.arrayContaining(["marketing"]) as unknown },
      segments: { a: [], b: [], merged: ["buyers"] },
    });
    const { purposes } = preview.data["previewMerge"] as { purposes: Record<string, string[]> };
    expect(purposes["merged"]).not.toContain("marketing");
    // Every id that either had leads to the one that stays.
    for (const { id } of operation.before) expect(await seen({ id })).toEqual([one]);
    await operate("unmerge", "UnmergeInput", { operation: operation.id, reason: "a mistake" });
    expect(await seen(a, b)).toEqual(before);
    expect((await graph.identity.rebuild({ verify: true })).differences).toEqual({
      profiles: 0,
      identifiers: 0,
      customers: 0,
    });
  });

  it("is undone by a split, exactly; and later evidence brings it about no more", async () => {
    const { a, b, emails } = await twoPeople();
    const before = await seen(a, b);
    await operate("mergeCustomers", "MergeCustomersInput", merge(a, b));
    const split = {
      customer: a,
      nodes: [b, by("anonymous_id", `browser-${emails[1]}`)],
      reason: "two people",
    };
    await operate("splitCustomer", "SplitCustomerInput", split);
    expect(await seen(a, b)).toEqual(before);
    await graph.send([
      {
        type: "identify",
        messageId: `both-${emails[0]}`,
        userId: `user-${emails[0]}`,
        traits: { email: emails[1] },
      },
    ]);
    const [one, other] = (await seen(a, b)) as { id: string }[];
    expect(one?.id).not.toBe(other?.id);
    const { codes, messages } = await refused("mergeCustomers", "MergeCustomersInput", merge(a, b));
    expect(codes).toEqual(["CONFLICT"]);
    const override = /override (\S+) first/.exec(messages[0] ?? "")?.[1] ?? "";
    const taken = { override, reason: "they are one after all" };
    await operate("removeOverride", "RemoveOverrideInput", taken);
    const [again, same] = (await seen(a, b)) as { id: string }[];
    expect(again).toEqual(same);
    // Asked again it answers the same.
    await operate("removeOverride", "RemoveOverrideInput", taken);
  });

  it("answers the same where it is asked again with the same key, and refuses the key for anything else", async () => {
    const { a, b } = await twoPeople();
    const input = merge(a, b, { clientMutationId: `key-${String(serial)}` });
    const first = await operate("mergeCustomers", "MergeCustomersInput", input);
    expect(await operate("mergeCustomers", "MergeCustomersInput", input)).toEqual(first);
    const other = await twoPeople();
    const { codes } = await refused("mergeCustomers", "MergeCustomersInput", {
      ...input,
      b: other.b,
    });
    expect(codes).toEqual(["CONFLICT"]);
    const undo = { operation: first.operation.id, reason: "no" };
    const undone = await operate("unmerge", "UnmergeInput", undo);
    expect((await operate("unmerge", "UnmergeInput", undo)).operation.id).toBe(undone.operation.id);
  });
});

describe("what can't be decided", () => {
  it("is refused by name, and nothing is done", async () => {
    const { a, b, emails } = await twoPeople();
    const { a: third } = await twoPeople();
    await operate("mergeCustomers", "MergeCustomersInput", merge(a, b));
    const counts = async (): Promise<number[]> =>
      Promise.all(
        ["identity_links", "identity_operations"].map((name) =>
          database.db.collection(name).countDocuments(),
        ),
      );
    const before = await counts();
    const merging = async (x: object, y: object, rest: object = {}): Promise<unknown> =>
      (await refused("mergeCustomers", "MergeCustomersInput", merge(x, y, rest))).codes;
    const splitting = async (nodes: object[], customer: object = a): Promise<unknown> =>
      (await refused("splitCustomer", "SplitCustomerInput", { customer, nodes, reason: "r" }))
        .codes;
    // Itself, and once more the other way round.
    expect(await merging(a, a)).toEqual(["BAD_USER_INPUT"]);
    expect(await merging(b, a)).toEqual(["BAD_USER_INPUT"]);
    expect(await merging(a, { id: "cunknownunknownunknown1" })).toEqual(["NOT_FOUND"]);
    expect(await merging(a, by("email", "nobody@shop.example"))).toEqual(["NOT_FOUND"]);
    // Two user ids.
    expect(await merging(a, third)).toEqual(["CONFLICT"]);
    expect(await merging(a, third, { reason: " " })).toEqual(["BAD_USER_INPUT"]);
    for (const identifier of [
      ["email", ""],
      ["email", "null"],
      ["user_id", "0000-0000"],
      ["user_id", "x".repeat(10_000)],
      ["email", "info@shop.example"],
      ["phone", "123"],
      ["nickname", "anna"],
      ["device_id", "ffffffff-ffff-ffff"],
    ] as const)
      expect([
        identifier[1].slice(0, 20),
        await merging(a, by(identifier[0], identifier[1])),
      ]).toEqual([identifier[1].slice(0, 20), ["BAD_USER_INPUT"]]);
    expect(await splitting([third])).toEqual(["BAD_USER_INPUT"]);
    expect(await splitting([])).toEqual(["BAD_USER_INPUT"]);
    expect(await splitting([{ id: "p-not-a-key" }])).toEqual(["BAD_USER_INPUT"]);
    const all = [
      a,
      b,
      by("user_id", `user-${emails[0]}`),
      by("anonymous_id", `browser-${emails[1]}`),
    ];
    expect(await splitting(all)).toEqual(["BAD_USER_INPUT"]);
    expect(
      (await refused("unmerge", "UnmergeInput", { operation: "o1", reason: "r" })).codes,
    ).toEqual(["NOT_FOUND"]);
    expect(
      (await refused("removeOverride", "RemoveOverrideInput", { override: "o1-1", reason: "r" }))
        .codes,
    ).toEqual(["NOT_FOUND"]);
    expect(await counts()).toEqual(before);
    const text = `mutation M($input: MergeCustomersInput!) { mergeCustomers(input: $input) { operation { id } } }`;
    const { codes } = await ask(text, { input: merge(a, third) }, "demo-internal");
    expect(codes).toEqual(["FORBIDDEN"]);
  });
});

describe("a policy that is only tried", () => {
  it("names every fault, and answers whom it would merge and split", async () => {
    const simulate = `query S($draft: JSON!) { simulateIdentityPolicy(draft: $draft) { profiles complete merges splits } }`;
    expect((await ask(simulate, { draft: { version: 0 } })).codes).toEqual(["BAD_USER_INPUT"]);
    expect((await ask(simulate, { draft: {} }, "demo-internal")).codes).toEqual(["FORBIDDEN"]);
  });
});
