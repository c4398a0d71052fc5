import { readFileSync } from "node:fs";
import { createRecognise, loadClients } from "../../app/clients.ts";
import { loadConfig } from "../../app/config.ts";
import { openProcess } from "../../app/open-process.ts";
import { createFederatedGateway } from "../../gateway/index.ts";
import type { Caller } from "../../platform/caller.ts";
import { monolithSchema, type Contexts } from "./monolith-schema.ts";
import { serveApollo } from "./serve-apollo.ts";

/** One Apollo Server over one schema with the same resolvers, in one process. */
const { graph, policy } = await openProcess(loadConfig(process.env), {
  onAccepted: null,
  scopeForm: "sealed",
});
const subgraphs = [graph.identity, graph.events, graph.consent, graph.segments];
const supergraph = readFileSync(new URL(import.meta.resolve("#schema/supergraph.graphql")), "utf8");
const nowhere = {
  execute: () => Promise.resolve({}),
  subscribe: () => Promise.resolve({}),
  close: () => Promise.resolve(),
};
const { schema } = createFederatedGateway({
  supergraph,
  transport: () => nowhere,
  requestOf: () => {
    throw new Error("only its schema is used");
  },
});
const recognise = createRecognise(loadClients(undefined, policy));

await serveApollo<Contexts>({ schema: monolithSchema(schema, subgraphs) }, (headers) =>
  contextsFor(recognise(headers).claims),
);

function contextsFor(caller: Caller): Contexts {
  return { bySubgraph: new Map(subgraphs.map((one) => [one.name, one.contextFor(caller)])) };
}
