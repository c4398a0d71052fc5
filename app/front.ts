import { readFileSync } from "node:fs";
import {
  createFederatedGateway,
  createGatewayServer,
  createPage,
  loadDocuments,
  requestOfContext,
  type FederatedGateway,
  type GatewayServer,
  type PageHandler,
  type SubgraphName,
  type Transport,
} from "../gateway/index.ts";
import type { Log } from "../platform/log.ts";
import type { Recognise } from "./clients.ts";
import type { Config } from "./config.ts";
import { DOCUMENTS_DIR } from "./documents-dir.ts";
import { pickSubjects } from "./example-subjects.ts";
import { landingExamples } from "./landing-examples.ts";

/** The reading front of Customer Graph, wherever its subgraphs run. */
export interface Front {
  readonly gateway: FederatedGateway;
  readonly graphql: GatewayServer;
  readonly page: PageHandler;
}

/** What the front is handed. */
export interface FrontDependencies {
  readonly config: Config;
  readonly recognise: Recognise;
  readonly log: Log;
  readonly transport: (subgraph: SubgraphName) => Transport;
  /** An id absorbed by one of these customers, for the page's examples. */
  readonly absorbedAmong: (ids: readonly string[]) => Promise<string | null>;
}

/** Opens gateway, documents and page over the supergraph of `schema/`. */
export async function openFront(dependencies: FrontDependencies): Promise<Front> {
  const { config, recognise, log, transport, absorbedAmong } = dependencies;
  const supergraph = readFileSync(
    new URL(import.meta.resolve("#schema/supergraph.graphql")),
    "utf8",
  );
  const gateway = createFederatedGateway({ supergraph, transport, requestOf: requestOfContext });
  const graphql = await createGatewayServer({
    gateway,
    authenticate: recognise,
    findDocument: loadDocuments(config.DOCUMENTS_DIR ?? DOCUMENTS_DIR, gateway),
    timeoutMs: config.REQUEST_TIMEOUT_MS,
    onFault: (error) => {
      log.error({ err: error }, "a request failed");
    },
  });
  // Only demo credentials may stand in a page.
  const isDemo = config.CLIENTS_FILE === undefined;
  const headers = { authorization: `Bearer ${isDemo ? "demo-internal" : ""}` };
  const page = createPage({
    title: "Customer Graph",
    headers,
    tabs: async () => {
      const nobody = { email: "ada@example.org", absorbedId: "", ids: [], segment: "gold-members" };
      if (!isDemo) return landingExamples(nobody);
      return landingExamples(await pickSubjects(gateway, recognise(headers), absorbedAmong));
    },
  });
  return { gateway, graphql, page };
}
