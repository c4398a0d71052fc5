import { describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import { readPlan } from "../../../pipeline/plans/read-plan.ts";
import { openSources } from "../../../pipeline/sources/open-sources.ts";

const hash = (key: string): string => createHash("sha256").update(key).digest("hex");
const SHOP = readPlan(
  "name: shop\nversion: 1\nsources: [web]\nevents: [{ type: page }]",
  "shop.yml",
);
const open = (text: string, secrets: Record<string, string> = {}) =>
  openSources(text, [SHOP], (variable) => secrets[variable]);

const TWO = `
sources:
  - name: web
    kind: web
    owner: shop team
    region: eu
    plan: shop
    writeKeySha256: [${hash("old")}, ${hash("new")}]
    origins: ["https://www.example.org", "https://*.example.com", "http://localhost:*"]
  - { name: crm, kind: table, owner: sales, region: us-east, description: Rows., writeKeySha256: ${hash("crm")} }
`;

describe("the registry of sources", () => {
  it("knows its sources, in order, and shows neither keys nor secrets", () => {
    const sources = open(TWO);
    expect(sources.list().map(({ name }) => name)).toEqual(["web", "crm"]);
    expect(sources.find("crm")).toMatchObject({
      kind: "table",
      owner: "sales",
      region: "us-east",
      plan: null,
      description: "Rows.",
    });
    expect(sources.find("nobody")).toBeNull();
    expect(JSON.stringify(sources.list())).not.toContain(hash("crm"));
  });

  it("tells a source by any of its write keys", () => {
    const sources = open(TWO);
    expect(["old", "new", "crm", "else", ""].map((key) => sources.byWriteKey(key)?.name)).toEqual([
      "web",
      "web",
      "crm",
      undefined,
      undefined,
    ]);
  });

  it.each([
    ["https://www.example.org", true],
    ["http://www.example.org", false],
    ["https://www.example.org:8443", false],
    ["https://shop.example.com", true],
    ["https://a.b.example.com", true],
    ["https://example.com", false],
    ["https://evilexample.com", false],
    ["https://shop.example.com.evil.org", false],
    ["http://localhost:5173", true],
    ["http://localhost", true],
    ["http://localhost.evil.org:80", false],
    ["null", false],
    ["", false],
    ["https://www.example.org/path", false],
  ])("admits pages of the origin %s: %s", (origin, admitted) => {
    const sources = open(TWO);
    expect(sources.admits(origin)).toBe(admitted);
    expect(sources.admits(origin, "web")).toBe(admitted);
    expect(sources.admits(origin, "crm")).toBe(false);
  });

  it("names all faults of all sources together", () => {
    const text = `
sources:
  - { name: web, kind: webb, owner: a, region: eu, plan: none, writeKeySha256: ${hash("k")} }
  - { name: crm, kind: table, owner: a, region: eu, plan: shop, writeKeySha256: ${hash("k")}, secret: CRM_SECRET }
  - { name: crm, kind: api, owner: a, region: eu, options: { maping: "$" } }`;
    expect(() => open(text)).toThrow(
      new RegExp(
        [
          "^sources.web.kind: is none of web, mobile, server, table, .*",
          "sources.web.plan: there is no tracking plan none",
          "sources.crm.plan: the tracking plan shop is not for this source; name it in its sources",
          "sources.crm.secret: the kind table is not signed; remove it and give a write key",
          "sources.crm.writeKeySha256: is that of web as well",
          "sources.crm.name: is there twice",
          "sources.crm.options.mapping: .*",
          "sources.crm.options: .*maping.*$",
        ].join("\n"),
      ),
    );
  });

  it.each([
    ["sources: [", "is not valid YAML"],
    ["sources: [{ name: Web }]", "sources.0.name: must be 1 to 64"],
    ["sources: [{ name: web }]", "sources.0.owner"],
    ["surces: []", "surces"],
    [`sources: [{ name: a, kind: web, owner: a, region: eu, key: x }]`, "key"],
    [`sources: [{ name: a, kind: web, owner: a, region: eu, origins: [example.org] }]`, "origin"],
    [`sources: [{ name: a, kind: web, owner: a, region: eu, secret: hunter2 }]`, "not what is in"],
    [`sources: [{ name: a, kind: web, owner: a, region: eu, writeKeySha256: plain }]`, "64 lower"],
  ])("refuses %j, saying where", (text, says) => {
    expect(() => open(text)).toThrow(says);
  });
});
