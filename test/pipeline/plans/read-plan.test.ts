import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { loadPlans } from "../../../app/load-plans.ts";
import { loadPolicy } from "../../../app/policy.ts";
import { readPlan } from "../../../pipeline/index.ts";
import { changed, shopPlan } from "./plan-text.ts";

describe("a plan file", () => {
  it.each([
    ["name: shop", "name: Shop", /^shop.yml: name: must be/],
    ["version: 3", "version: 1.5", /^shop.yml: version: /],
    ["version: 3", "version: 3\nversoin: 4", /^shop.yml: Unrecognized key: "versoin"/],
    [
      "version: 3",
      "version: 3\nversion: 4",
      /^shop.yml: is not valid YAML: Map keys must be unique/,
    ],
    ["sources: [shop]", "sources: []", /^shop.yml: sources: /],
    ["mode: quarantine", "mode: drop", /^shop.yml: mode: /],
    ["mode: quarantine", "mode: {", /^shop.yml: is not valid YAML/],
    ["- type: page\n", "- type: pgae\n", /^shop.yml: events.2.type: /],
    ["  - type: page\n", "  - type: alias\n    name: A\n", /^shop.yml: events.2.name: only track/],
    ["  - type: page\n", "  - type: identify\n", /^shop.yml: events\[4\]: is declared twice/],
    ["[[user_id, email]]", "[User]", /^shop.yml: events.0.identifiers.0: /],
    ["enum: [EUR, USD]", "enum: []", /^shop.yml: events\[0\]: properties: is no JSON Schema/],
    ["format: date", "format: dat", /unknown format "dat"/],
    [
      "minimum: 0 }\n        currency",
      "minmum: 0 }\n        currency",
      /unknown keyword: "minmum"/,
    ],
    ["type: integer", "type: int", /^shop.yml: events\[3\]: properties: is no JSON Schema/],
    ['"#/definitions/line" } }\n  - ', '"#/definitions/lin" } }\n  - ', /can't resolve reference/],
  ])("is refused where %j is %j, with file and path", (from, to, problem) => {
    expect(() => readPlan(changed([from, to]), "shop.yml")).toThrow(problem);
  });

  it("is refused where its aliases multiply without end", () => {
    const levels = Array.from({ length: 12 }, (_, i) =>
      i === 0
        ? "a0: &a0 [x, x]"
        : `a${String(i)}: &a${String(i)} [${`*a${String(i - 1)}, `.repeat(9)}]`,
    );
    expect(() => readPlan(levels.join("\n"), "bomb.yml")).toThrow(/^bomb.yml: is not valid YAML/);
  });

  it("is judged with all its faults, and those of the other files, named together", () => {
    const folder = mkdtempSync(join(tmpdir(), "plans-"));
    writeFileSync(
      join(folder, "a.yml"),
      changed(["name: shop", "name: 7"], ["version: 3", "version: x"]),
    );
    writeFileSync(join(folder, "b.yaml"), "name: [");
    writeFileSync(join(folder, "README.md"), "not a plan");
    expect(() => loadPlans(folder)).toThrow(
      /a.yml: name: [^\n]+\na.yml: version: [^\n]+\nb.yaml: /,
    );
    expect(() => loadPlans(join(folder, "nowhere"))).toThrow(
      "PLANS_DIR: the folder cannot be read.",
    );
  });

  it("joins its labels to the policy's, and may not invent or contradict one", () => {
    const labelled = (text: string) => [shopPlan(["version: 3", `version: 3\nlabels: ${text}`])];
    const { labels } = loadPolicy(undefined, labelled("{ contact: [handle] }"));
    expect([...labels.of("Handle", "x")]).toEqual(["contact"]);
    expect(() => loadPolicy(undefined, labelled("{ secret: [handle] }"))).toThrow(
      /shop@3: labels.secret: the policy has no such label/,
    );
    expect(() => loadPolicy(undefined, labelled("{ address: [email] }"))).toThrow(
      /shop@3: labels.address: email has the label contact already/,
    );
  });
});
