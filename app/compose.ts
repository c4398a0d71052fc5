import { readFileSync, writeFileSync } from "node:fs";
import { composeServices } from "@theguild/federation-composition";
import { parse } from "graphql";

/** Composes `schema/supergraph.graphql` from the subgraphs' contracts; with `--check` only tells whether it is stale. */
const SUBGRAPHS = ["identity", "events", "consent", "segments"];
const TARGET = new URL(import.meta.resolve("#schema/supergraph.graphql"));

const composed = composeServices(
  SUBGRAPHS.map((name, i) => ({
    name,
    // Where `npm run start:subgraph` listens by default; the gateway's configuration overrides it.
    url: `http://127.0.0.1:${String(4001 + i)}/graphql`,
    typeDefs: parse(readFileSync(new URL(import.meta.resolve(`#schema/${name}.graphql`)), "utf8")),
  })),
);

if (composed.errors !== undefined) {
  console.error(
    `The subgraphs do not compose:\n${composed.errors.map((e) => `- ${e.message}`).join("\n")}`,
  );
  process.exit(1);
}
const text = `# Written by \`npm run compose\`; do not edit.\n${composed.supergraphSdl}\n`;
if (!process.argv.includes("--check")) writeFileSync(TARGET, text);
else if (readFileSync(TARGET, "utf8") !== text) {
  console.error("schema/supergraph.graphql is stale: run `npm run compose` and commit it.");
  process.exit(1);
}
