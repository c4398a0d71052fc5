import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Identity } from "../../../subgraphs/identity/index.ts";
import { toEvidence } from "./harness.ts";
import { openLineage, type Lineage } from "./open-lineage.ts";
import { callerOf } from "./reading.ts";

let lineage: Lineage;
let identity: Identity;

beforeAll(async () => {
  lineage = await openLineage("lineage");
  ({ identity } = lineage);
});
afterAll(() => lineage.close());

const state: Lineage["state"] = (...args) => lineage.state(...args);
const ask: Lineage["ask"] = (...args) => lineage.ask(...args);

const callerWith = (scopes: readonly string[], purpose: string | null) =>
  callerOf(["customers:read", "customers:resolve", ...scopes], purpose);

describe("Trait.lineage", () => {
  it("tells source, record, plan, standard, original and what each statement replaced, across profiles", async () => {
    await state("e1", 1, { user_id: "l-1" }, { "home.city": "Köln" }, { messageId: "m-1" });
    await state(
      "e2",
      2,
      { user_id: "l-1", email: "l1@example.com" },
      { "home.city": "Bonn" },
      {
        source: "crm",
        plan: "crm@2",
        standard: "standard@1",
        originals: { "home.city": " bonn " },
        messageId: "m-2",
      },
    );
    const id = await state("e3", 3, { email: "l1@example.com" }, { other: 1 });
    const [trait] = await ask([id], "home.city");
    expect(trait?.value).toBe("Bonn");
    expect(trait?.rule).toBe("NEWEST");
    const profile = (...ids: [string, string][]): string | null =>
      identity.identify(ids.map(([namespace, value]) => ({ namespace, value }))).profile;
    expect(trait?.lineage.nodes).toEqual([
      {
        value: "Bonn",
        original: " bonn ",
        source: "crm",
        event: "e2",
        messageId: "m-2",
        plan: "crm@2",
        standard: "standard@1",
        statedAt: "2026-01-01T00:02:00.000Z",
        profile: profile(["user_id", "l-1"], ["email", "l1@example.com"]),
        inForce: true,
        lostBecause: null,
        masked: false,
        maskedBecause: null,
      },
      {
        value: "Köln",
        original: "Köln",
        source: "web",
        event: "e1",
        messageId: "m-1",
        plan: null,
        standard: null,
        statedAt: "2026-01-01T00:01:00.000Z",
        profile: profile(["user_id", "l-1"]),
        inForce: false,
        lostBecause: "NEWER_STATEMENT",
        masked: false,
        maskedBecause: null,
      },
    ]);
    expect(await ask([id], "never")).toEqual([null]);
  });

  it("withholds value and original wherever the trait would be withheld", async () => {
    const original = " Mia@Example.com ";
    const id = await state(
      "w1",
      1,
      { user_id: "l-2" },
      { email: "mia@example.com" },
      {
        originals: { email: original },
      },
    );
    // A name that nobody labelled, under which an address was sent: what it looks like decides.
    await state(
      "w2",
      2,
      { user_id: "l-2" },
      { handle: "mia" },
      {
        originals: { handle: original },
      },
    );
    for (const [caller, because] of [
      [callerWith(["label:contact"], null), "NO_PURPOSE"],
      [callerWith([], "service"), "NO_SCOPE"],
      [callerWith(["label:contact"], "marketing"), "NO_CONSENT"],
    ] as const)
      for (const key of ["email", "handle"]) {
        const [trait] = await ask([id], key, {}, caller);
        expect(trait?.lineage.nodes[0]).toMatchObject({
          value: null,
          original: null,
          masked: true,
          maskedBecause: because,
        });
        expect(JSON.stringify(trait).toLowerCase()).not.toContain("mia@");
      }
    const [open] = await ask([id], "email");
    expect(open?.lineage.nodes[0]).toMatchObject({ value: "mia@example.com", original });
  });

  it("keeps what was taken back answerable", async () => {
    const id = await state("t1", 1, { user_id: "l-3" }, { tier: "gold" });
    await state("t2", 2, { user_id: "l-3" }, { tier: null }, { source: "crm" });
    const [trait] = await ask([id], "tier");
    expect(trait).toMatchObject({ value: null, masked: false });
    expect(trait?.lineage.nodes.map(({ lostBecause }) => lostBecause)).toEqual([
      "TAKES_BACK",
      "TAKEN_BACK",
    ]);
  });

  it("pages without gap or repeat, also over more profiles than the server merges at once", async () => {
    const evidence = Array.from({ length: 450 }, (_, i) => {
      const identifiers = [
        { namespace: "user_id", value: "l-4" },
        { namespace: "cookie", value: `l-4-${String(i)}` },
      ];
      const event = `p${String((i * 7) % 450).padStart(4, "0")}`;
      return (
        toEvidence(identity, event, { identifiers, minute: i % 20 }, { traits: { n: i } }) ?? []
      );
    }).flat();
    const { customerOf } = await identity.resolve(evidence);
    const [id] = customerOf.values();
    const seen: unknown[] = [];
    for (let after: string | undefined; ;) {
      const [trait] = await ask([id ?? ""], "n", { first: 100, ...(after ? { after } : {}) });
      seen.push(...(trait?.lineage.nodes.map(({ event }) => event) ?? []));
      if (trait?.lineage.pageInfo.hasNextPage !== true) break;
      after = trait.lineage.pageInfo.endCursor;
    }
    const expected = [...evidence].sort(
      (a, b) => b.at.getTime() - a.at.getTime() || (a.event < b.event ? 1 : -1),
    );
    expect(seen).toEqual(expected.map(({ event }) => event));
  });
});
