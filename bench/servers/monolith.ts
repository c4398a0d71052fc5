import { readFileSync } from "node:fs";
import { createRecognise, loadClients } from "../../app/clients.ts";
import { openProcess } from "../../app/open-process.ts";
import { publicSchema } from "../../gateway/index.ts";
import type { Caller } from "../../platform/caller.ts";
import { monolithSchema, type Contexts } from "./monolith-schema.ts";
import { serveApollo } from "./serve-apollo.ts";

/** One Apollo Server over one schema with the same resolvers, in one process. */
const { graph, policy } = await openProcess(process.env, "accept");
const subgraphs = [graph.identity, graph.events, graph.consent, graph.segments];
const supergraph = readFileSync(new URL(import.meta.resolve("#schema/supergraph.graphql")), "utf8");
const recognise = createRecognise(loadClients(undefined, policy));

await serveApollo<Map<string, unknown>>(
  { schema: monolithSchema(publicSchema(supergraph), subgraphs) },
  (headers) => contextsFor(recognise(headers).claims) as Map<string, unknown>,
);

function contextsFor(caller: Caller): Contexts {
  return new Map<string, unknown>(subgraphs.map((one) => [one.name, one.contextFor(caller)]));
}
