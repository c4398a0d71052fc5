import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readDocuments, type DocumentManifest } from "../gateway/index.ts";
import { DOCUMENTS_DIR } from "./documents-dir.ts";
import { fail } from "./fail.ts";

/** Writes the manifest of every client's folder of documents; with `--check` only tells whether one is stale. */
function main(): void {
  const folder = process.env["DOCUMENTS_DIR"] ?? DOCUMENTS_DIR;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const documents = readDocuments(join(folder, entry.name));
    const manifest: DocumentManifest = {
      documents: documents.map(({ id, name, file }) => ({ id, name, file })),
    };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    const target = join(folder, entry.name, "manifest.json");
    if (!process.argv.includes("--check")) {
      writeFileSync(target, text);
      for (const { id, name } of documents) console.log(`${entry.name} ${name} ${id}`);
    } else if (current(target) !== text) {
      console.error(
        `${entry.name}/manifest.json is stale: run \`npm run documents\` and commit it.`,
      );
      process.exitCode = 1;
    }
  }
}

function current(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

try {
  main();
} catch (error) {
  fail(error);
}
