import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createFederatedGateway, loadDocuments, readDocuments } from "../../gateway/index.ts";
import { runToEnd } from "../support/start-process.ts";

const shipped = fileURLToPath(new URL("../../examples/documents", import.meta.url));
const gateway = createFederatedGateway({
  supergraph: readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8"),
  transport: () => ({
    execute: () => Promise.resolve({}),
    subscribe: () => Promise.resolve({}),
    close: () => Promise.resolve(),
  }),
  requestOf: () => {
    throw new Error("only documents are loaded");
  },
});
const [first] = readDocuments(join(shipped, "demo-partner"));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "customer-graph-documents-"));
  cpSync(shipped, folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("registered documents", () => {
  it("are found by their client and id, and by nothing else", () => {
    const find = loadDocuments(folder, gateway);
    expect(find("demo-partner", first?.id ?? "")).toEqual(first);
    expect(find("demo-frontend", first?.id ?? "")).toBeNull();
    expect(find("demo-partner", first?.id.slice("sha256:".length) ?? "")).toBeNull();
    expect(find("__proto__", "constructor")).toBeNull();
  });

  it("stop the start where the manifest is not theirs", () => {
    const file = join(folder, "demo-partner", "customer-360.graphql");
    writeFileSync(file, `${readFileSync(file, "utf8")}\n# changed`);
    expect(() => loadDocuments(folder, gateway)).toThrow(/manifest.json is out of date/);
    rmSync(join(folder, "demo-partner", "manifest.json"));
    expect(() => loadDocuments(folder, gateway)).toThrow(/manifest.json is missing/);
  });

  it("stop the start where they do not fit the graph, or are not one named operation", async () => {
    const file = join(folder, "demo-partner", "wrong.graphql");
    writeFileSync(file, "query Wrong { customer { shoeSize } }");
    const written = await runToEnd(["app/register-documents.ts"], { DOCUMENTS_DIR: folder });
    expect(written.code).toBe(0);
    expect(() => loadDocuments(folder, gateway)).toThrow(/shoeSize/);
    writeFileSync(file, "{ purposes { id } }");
    expect(() => loadDocuments(folder, gateway)).toThrow(/wrong.graphql: must hold exactly one/);
    const checked = await runToEnd(["app/register-documents.ts", "--check"], {
      DOCUMENTS_DIR: folder,
    });
    expect(checked.code).toBe(1);
  });
});
