import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Kind, parse } from "graphql";
import { client, eventually, type GraphAnswer } from "../support/client.ts";
import { testSettings } from "../support/settings.ts";
import { start, type Started } from "../support/start-process.ts";
import { listen } from "./live-tail.ts";

/** What nobody may find in an answer who may not read the customer. */
const SECRETS = ["ada-9", "ben-9", "of Secrets", "Looked Around"];
const PERSON = { userId: "ada-9", anonymousId: "visit-ada-9" };
const SUBGRAPHS = ["identity", "events", "consent", "segments"];
/** One credential for each combination, named by what it may. */
const CREDENTIALS = [
  "operations:read",
  "consent:write",
  "segments:read",
  "segments:write",
  "identity:write",
  "customers:read",
];
const loader = ["events:write", "customers:resolve", ...CREDENTIALS].join(" ");

let product: Started;
let id: string;
let merge: string;
beforeAll(async () => {
  const clients = [...CREDENTIALS, loader, ...CREDENTIALS.map(withRead)].map((scopes, i) => ({
    name: `client-${String(i)}`,
    tokenSha256: createHash("sha256").update(tokenOf(scopes)).digest("hex"),
    documents: "free",
    scopes: scopes.split(" "),
    purposes: ["service"],
    defaultPurpose: "service",
    source: "web",
  }));
  const file = join(mkdtempSync(join(tmpdir(), "clients-")), "clients.json");
  writeFileSync(file, JSON.stringify({ clients }));
  product = await start(["app/start.ts"], { ...testSettings("scopes"), CLIENTS_FILE: file });
  const all = client(product.url, tokenOf(loader));
  await all.send([
    { type: "identify", messageId: "m-1", ...PERSON, traits: { nickname: "Ada of Secrets" } },
    { type: "track", messageId: "m-2", ...PERSON, event: "Looked Around" },
    { type: "identify", messageId: "m-3", userId: "ben-9", traits: { nickname: "Ben of Secrets" } },
    {
      type: "identify",
      messageId: "m-4",
      anonymousId: "cleo-9",
      traits: { nickname: "Ben of Secrets" },
    },
  ]);
  await ask(loader, UPSERT);
  const found = await eventually(
    () =>
      ask(
        loader,
        `{ customer(by: { identifier: { namespace: "user_id", value: "ada-9" } }) { id segments { segment { id } } } }`,
      ),
    ({ data }) => (data?.["customer"] as { segments: unknown[] } | null)?.segments.length === 1,
    20_000,
  );
  id = (found.data?.["customer"] as { id: string }).id;
  const merged = await ask(
    loader,
    `mutation { mergeCustomers(input: { reason: "a test", a: { identifier: { namespace: "user_id", value: "ben-9" } },
      b: { identifier: { namespace: "anonymous_id", value: "cleo-9" } } }) { operation { id } } }`,
  );
  merge = (merged.data?.["mergeCustomers"] as { operation: { id: string } }).operation.id;
}, 60_000);
afterAll(() => product.stop());

const UPSERT = `mutation { upsertSegment(input: { id: "lookers", name: "Lookers", purpose: "service",
  rule: { event: { name: "Looked Around" } } }) { changed segment { id name version } } }`;

/** The ways to a customer that do not ask for `customers:read`, by the scope that opens them. */
const CUSTOMERS: readonly (readonly [string, string, (selection: string) => string])[] = [
  [
    "operations:read",
    "explainResolution.profile.customer",
    (selection) =>
      `{ explainResolution(source: "web", messageId: "m-1") { profile { customer ${selection} } } }`,
  ],
  [
    "consent:write",
    "recordConsent.customer",
    (selection) => `mutation { recordConsent(input: { customer: { id: "${id}" },
      decisions: [{ purpose: "marketing", decision: GRANTED }] }) { customer ${selection} } }`,
  ],
  [
    "segments:read",
    "segment.members.nodes.0",
    (selection) => `{ segment(id: "lookers") { members { nodes ${selection} } } }`,
  ],
  [
    "segments:read",
    "segments.0.members.edges.0.node",
    (selection) => `{ segments { members { edges { node ${selection} } } } }`,
  ],
  [
    "identity:write",
    "unmerge.customers.0",
    // Asked again it answers the same.
    (selection) => `mutation { unmerge(input: { operation: "${merge}", reason: "a test" }) {
      customers ${selection} } }`,
  ],
];

describe("a customer", () => {
  it.each(CUSTOMERS)("is read by %s through %s no further than its id", async (scope, path, to) => {
    expect(await ask(scope, to("{ id }"))).toEqual(await ask(withRead(scope), to("{ id }")));
    const fields = fieldsOf("Customer", ["id", "ref", "scope"]);
    expect(fields.length).toBeGreaterThanOrEqual(13);
    for (const [field, selected] of fields) {
      const refused = await ask(scope, to(`{ id ${selected} }`));
      expectForbidden(refused, `${path}.${field}`, "customers:read");
    }
    const all = fields.map(([, selected]) => selected).join(" ");
    expect((await ask(withRead(scope), to(`{ id ${all} }`))).errors).toBeUndefined();
  });

  it("is told by the live tail to operations:read no further than its id", async () => {
    const fields = fieldsOf("Customer", ["id", "ref", "scope"]);
    const tails = ["id", ...fields.map(([, selected]) => `id ${selected}`)].map((selected) =>
      listen(
        product.url,
        tokenOf("operations:read"),
        { sources: ["web"], names: ["Looked Around"] },
        `subscription ($filter: ReceivedFilter) { eventReceived(filter: $filter) { customer { ${selected} } } }`,
      ),
    );
    try {
      for (let n = 0; tails.some(({ told }) => told.length === 0) && n < 100; n += 1) {
        await client(product.url, tokenOf(loader)).send([
          {
            type: "track",
            event: "Looked Around",
            ...PERSON,
            messageId: `tail-${String(n)}`,
          },
        ]);
        await sleep(100);
      }
      const [open, ...rest] = tails;
      expect(open?.told[0]).toEqual({ data: { eventReceived: { customer: { id } } } });
      for (const [i, { told }] of rest.entries())
        expectForbidden(
          told[0] as GraphAnswer,
          `eventReceived.customer.${fields[i]?.[0] ?? ""}`,
          "customers:read",
        );
    } finally {
      for (const tail of tails) tail.stop();
    }
  }, 30_000);
});

describe("a profile", () => {
  it("tells operations:read its key and whose it is, nothing of who they are", async () => {
    const profile = (selection: string) =>
      `{ explainResolution(source: "web", messageId: "m-1") { profile { ${selection} } } }`;
    const { data, errors } = await ask("operations:read", profile("key customer { id }"));
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      explainResolution: { profile: { key: expect.any(String), customer: { id } } },
    });
    const fields = fieldsOf("IdentityProfile", ["key", "customer"]);
    expect(fields.map(([field]) => field)).toEqual([
      "identifiers",
      "firstSeenAt",
      "path",
      "refused",
    ]);
    for (const [field, selected] of fields) {
      const refused = await ask("operations:read", profile(selected));
      expectForbidden(refused, `explainResolution.profile.${field}`, "customers:read");
    }
    const nodes = profile("identifiers { namespace value }");
    expect(JSON.stringify(await ask(withRead("operations:read"), nodes))).toContain("ada-9");
  });
});

describe("a segment", () => {
  const closed = ["rule", "size", "members { nodes { id } }"];

  it("is named to who may read its members' memberships, and no more", async () => {
    const segments = (selection: string) =>
      `{ customer(by: { id: "${id}" }) { segments { segment { ${selection} } } } }`;
    const named = await ask("customers:read", segments("id name purpose version"));
    expect(named.data).toEqual({
      customer: {
        segments: [{ segment: { id: "lookers", name: "Lookers", purpose: "service", version: 1 } }],
      },
    });
    for (const selected of closed) {
      const refused = await ask("customers:read", segments(`id ${selected}`));
      const [field = ""] = selected.split(" ");
      expectForbidden(refused, `customer.segments.0.segment.${field}`, "segments:read");
      const both = await ask("segments:read customers:read", segments(`id ${selected}`));
      expect(both.errors).toBeUndefined();
    }
  });

  it("is answered to who defined it, without its members", async () => {
    expect((await ask("segments:write", UPSERT)).data).toEqual({
      upsertSegment: { changed: false, segment: { id: "lookers", name: "Lookers", version: 1 } },
    });
    for (const selected of closed) {
      const refused = await ask("segments:write", UPSERT.replace("id name version", selected));
      const [field = ""] = selected.split(" ");
      expectForbidden(refused, `upsertSegment.segment.${field}`, "segments:read");
    }
  });
});

function expectForbidden({ data, errors }: GraphAnswer, path: string, scope: string): void {
  const refusal = (at: unknown) =>
    expect.objectContaining({
      path: at,
      message: expect.stringContaining(scope),
      extensions: expect.objectContaining({ code: "FORBIDDEN" }),
    });
  const parts = path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  expect(errors).toContainEqual(refusal(parts));
  expect(errors).toEqual(errors?.map(() => refusal(expect.anything())));
  const text = JSON.stringify(data ?? null);
  for (const secret of SECRETS) expect(text).not.toContain(secret);
  // Where it may be null it is, and where it may not, what holds it is.
  const at = path.split(".").reduce<unknown>((value, part) => {
    return typeof value === "object" && value !== null ? value[part as never] : null;
  }, data);
  expect(at ?? null).toBeNull();
}

/** The fields of a type over all subgraphs, each with a selection that asks for it. */
function fieldsOf(type: string, without: readonly string[]): (readonly [string, string])[] {
  const fields = SUBGRAPHS.flatMap((name) => {
    const file = new URL(`../../schema/${name}.graphql`, import.meta.url);
    return parse(readFileSync(file, "utf8")).definitions.flatMap((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === type ? (one.fields ?? []) : [],
    );
  });
  return fields.flatMap(({ name: { value: name }, arguments: args = [], type: of }) => {
    if (without.includes(name)) return [];
    const needed = args.filter((one) => one.type.kind === Kind.NON_NULL_TYPE);
    const given = needed.map((one) => `${one.name.value}: "nickname"`).join(", ");
    const isLeaf = of.kind === Kind.NON_NULL_TYPE && of.type.kind === Kind.NAMED_TYPE;
    const scalar = isLeaf && of.type.kind === Kind.NAMED_TYPE && of.type.name.value === "DateTime";
    const selection = scalar ? "" : " { __typename }";
    return [[name, `${name}${given === "" ? "" : `(${given})`}${selection}`] as const];
  });
}

function ask(scopes: string, text: string): Promise<GraphAnswer> {
  return client(product.url, tokenOf(scopes)).query(text);
}

function withRead(scopes: string): string {
  return `${scopes} customers:read`;
}

function tokenOf(scopes: string): string {
  return `token of ${scopes}`.replaceAll(/[ :]/g, "-");
}
