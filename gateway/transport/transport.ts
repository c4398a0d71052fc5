import type { IncomingHttpHeaders } from "node:http";
import type { DocumentNode, ExecutionResult } from "graphql";
import type { GatewayCaller } from "../caller.ts";

/** What lives as long as one request to the gateway; transports keep per-request state under it. */
export interface GatewayRequest {
  readonly caller: GatewayCaller;
  /** Headers of the incoming request, lower case; an HTTP transport forwards those on its allow-list only. */
  readonly headers: IncomingHttpHeaders;
  /** Aborts when the request's deadline has passed or its client is gone. */
  readonly signal: AbortSignal;
}

/** One operation for one subgraph. `document` and `text` are the same operation and stay identical between calls. */
export interface SubgraphOperation {
  readonly document: DocumentNode;
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The way to one subgraph. A transport never throws for what a subgraph did: trouble is an error in the result with
 * `extensions.code` (`SUBGRAPH_UNAVAILABLE`, `DEADLINE_EXCEEDED`), free of hosts and stacks.
 */
export interface Transport {
  execute(operation: SubgraphOperation, request: GatewayRequest): Promise<ExecutionResult>;
  /**
   * Opens the stream of a subscription, or answers with the one result that says why there is none. It ends when the
   * request's signal aborts; where the subgraph breaks it off, its last result says so.
   */
  subscribe(
    operation: SubgraphOperation,
    request: GatewayRequest,
  ): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
  close(): Promise<void>;
}
