import { readFileSync } from "node:fs";
import { parse, validate, type ExecutionResult } from "graphql";
import { createRecognise, loadClients } from "../../app/clients.ts";
import { createGraph, type Graph } from "../../app/graph.ts";
import { localTransport } from "../../app/local-transport.ts";
import { loadComputedTraits } from "../../app/load-computed-traits.ts";
import { loadPolicy } from "../../app/policy.ts";
import type { ComputedDefinition } from "../../subgraphs/events/index.ts";
import { openSources, type CompiledPlan } from "../../pipeline/index.ts";
import { createWork } from "../../app/work.ts";
import { createFederatedGateway } from "../../gateway/index.ts";
import { systemClock } from "../../platform/clock.ts";
import { createKeys } from "../../platform/keys.ts";
import { silent } from "../../platform/log.ts";
import { createMetrics, type Metrics } from "../../platform/metrics.ts";
import type { Database } from "../../platform/mongo.ts";
import type { MatchModel } from "../../subgraphs/identity/index.ts";

/** The whole graph within a test, over its database. */
export interface TestGraph extends Graph {
  readonly metrics: Metrics;
  /** Sends events and waits until all is done. */
  send(events: readonly object[], source?: string): Promise<void>;
  query(text: string, variables: Record<string, unknown>, token?: string): Promise<ExecutionResult>;
  /** Ends the worker and upkeep; reads go on. */
  rest(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the four subgraphs, the write path and the gateway in this process. */
export async function openTestGraph(
  database: Database,
  plans: readonly CompiledPlan[] = [],
  policyFile?: string,
  computedTraits: readonly ComputedDefinition[] = loadComputedTraits(undefined),
  matchModel: MatchModel | null = null,
): Promise<TestGraph> {
  const policy = loadPolicy(policyFile);
  const work = createWork();
  const metrics = createMetrics();
  const graph = createGraph({
    database,
    policy,
    plans,
    computedTraits,
    matchModel,
    sources: openSources("sources: []", plans, null),
    ...work.role,
    keys: createKeys("a secret of the tests, long enough"),
    clock: systemClock,
    log: silent,
    metrics,
    scopeForm: "sealed",
    pollMs: 50,
  });
  await graph.ensureIndexes();
  const { worker, stop } = work.start(graph);
  const rest = async (): Promise<void> => {
    await stop();
    await graph.pipeline.flush();
  };
  const recognise = createRecognise(loadClients(undefined, policy));
  const gateway = createFederatedGateway({
    supergraph: readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8"),
    transport: localTransport(graph, silent),
    requestOf: () => {
      throw new Error("asked directly");
    },
  });
  return {
    ...graph,
    metrics,
    send: async (events, source = "test") => {
      const results = await graph.pipeline.accept(
        events.map((raw) => ({ raw })),
        source,
      );
      const refused = results.find(({ outcome }) => outcome === "REJECTED");
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
      await worker.idle();
    },
    query: (text, variables, token = "demo-internal") => {
      const document = parse(text);
      const [fault] = validate(gateway.schema, document);
      if (fault !== undefined) throw fault;
      const headers = { authorization: `Bearer ${token}` };
      const signal = new AbortController().signal;
      return gateway.execute(
        { document, variables },
        { caller: recognise(headers), headers, signal },
      );
    },
    rest,
    stop: async () => {
      await rest();
      await graph.pipeline.flush();
      await gateway.close();
    },
  };
}
