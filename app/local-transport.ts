import { inProcess, type SubgraphName, type Transport } from "../gateway/index.ts";
import type { Caller } from "../platform/caller.ts";
import type { Log } from "../platform/log.ts";
import type { Subgraph } from "../platform/subgraph.ts";
import type { Graph } from "./graph.ts";

/** The way from a gateway to the subgraphs of its own process. */
export function localTransport(
  { identity, events, consent, segments }: Graph,
  log: Log,
): (subgraph: SubgraphName) => Transport {
  const subgraphs = new Map<string, Subgraph>(
    [identity, events, consent, segments].map((one) => [one.name, one]),
  );
  return ({ name }) => {
    const subgraph = subgraphs.get(name);
    if (subgraph === undefined) throw new Error(`there is no subgraph ${name}`);
    // Every request to a gateway of ours has a caller of ours: `authenticate` made it.
    const contextFor = (claims: unknown): unknown => subgraph.contextFor(claims as Caller);
    return inProcess(subgraph.schema, ({ caller }) => contextFor(caller.claims), {
      onError: (error) => {
        log.error({ err: error }, "a resolver failed");
      },
    });
  };
}
