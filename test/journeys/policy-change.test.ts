import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph, type TestGraph } from "../support/graph.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase("policy_change");
});
afterAll(() => dropAndClose(database));

function policyWith(survivorship: object): string {
  const shipped = JSON.parse(
    readFileSync(new URL("../../app/policy/default.json", import.meta.url), "utf8"),
  ) as object;
  const file = join(mkdtempSync(join(tmpdir(), "policy-")), "policy.json");
  writeFileSync(file, JSON.stringify({ ...shipped, survivorship }));
  return file;
}

interface Shown {
  readonly traits: readonly { readonly value: unknown }[];
  readonly segments: readonly { readonly segment: { readonly id: string } }[];
}

async function shown(graph: TestGraph): Promise<Shown> {
  const { data, errors } = await graph.query(
    `{ customer(by: { identifier: { namespace: "user_id", value: "pia" } }) {
         traits(keys: ["town"]) { value } segments { segment { id } } } }`,
    {},
  );
  expect(errors).toBeUndefined();
  return data?.["customer"] as Shown;
}

describe("a change of the survivorship policy", () => {
  it("recomputes what the graph shows and who is in a segment, and rewrites no evidence", async () => {
    const before = await openTestGraph(database);
    for (const town of ["Ulm", "Bonn"])
      await before.segments.upsert(
        {
          id: town.toLowerCase(),
          name: town,
          purpose: "service",
          rule: { trait: { key: "town", op: "EQ", value: town } },
        },
        "test",
      );
    await before.send(
      ["Ulm", "Ulm", "Bonn"].map((town, i) => ({
        type: "identify",
        messageId: `t-${String(i)}`,
        userId: "pia",
        traits: { town },
        timestamp: new Date(Date.now() - 60_000 * (9 - i)).toISOString(),
      })),
    );
    expect(await shown(before)).toEqual({
      traits: [{ value: "Bonn" }],
      segments: [{ segment: { id: "bonn" } }],
    });
    await before.stop();
    const evidence = (): Promise<unknown[]> =>
      Promise.all(
        ["profiles", "observations"].map((name) =>
          database.db.collection(name).find().sort({ _id: 1 }).toArray(),
        ),
      );
    const stored = await evidence();

    const after = await openTestGraph(
      database,
      [],
      policyWith({ fields: { town: { rule: "most_frequent" } } }),
    );
    try {
      expect((await shown(after)).traits).toEqual([{ value: "Ulm" }]);
      for (let tries = 0; tries < 100; tries += 1) {
        const { segments } = await shown(after);
        if (segments[0]?.segment.id === "ulm") break;
        await sleep(50);
      }
      expect((await shown(after)).segments).toEqual([{ segment: { id: "ulm" } }]);
      expect(await evidence()).toEqual(stored);
    } finally {
      await after.stop();
    }
  }, 30_000);
});
