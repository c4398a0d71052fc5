import type {
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from "@apollo/server-gateway-interface";
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from "graphql";
import { compileOperation } from "./federation/compile-operation.ts";
import { compileSubscription } from "./federation/compile-subscription.ts";
import { createOperationCache } from "./federation/operation-cache.ts";
import { readSupergraph, type SubgraphName } from "./federation/supergraph.ts";
import { startDeadline } from "./transport/deadline.ts";
import type { GatewayRequest, Transport } from "./transport/transport.ts";

/** What a federated gateway is made of. */
export interface FederatedGatewayOptions {
  /** The SDL of any Federation 2 supergraph. */
  readonly supergraph: string;
  /** The way to each subgraph; called once for each. */
  readonly transport: (subgraph: SubgraphName) => Transport;
  /** The gateway's request behind Apollo Server's. */
  readonly requestOf: (context: GatewayGraphQLRequestContext) => GatewayRequest;
  /** How many compiled operations are kept; 1000 where nothing is said. */
  readonly planCacheSize?: number;
}

/** Apollo Server's gateway: plans an operation once and runs it over the subgraphs. */
export interface FederatedGateway extends GatewayInterface {
  /** What clients see: nothing inaccessible, nothing of federation. */
  readonly schema: GraphQLSchema;
  /** Plans and compiles ahead of use; throws where the document can't be run. It must be valid against `schema`. */
  prepare(document: DocumentNode, operationName?: string): void;
  /** Runs an operation of a document that is valid against `schema`; never throws. */
  execute(operation: GatewayOperation, request: GatewayRequest): Promise<ExecutionResult>;
  /**
   * Subscribes by a document that is valid against `schema`: a stream of results, or the one that says why there is
   * none; never throws. It ends when the request's signal aborts. `timeoutMs` bounds what each message takes.
   */
  subscribe(
    operation: GatewayOperation,
    request: GatewayRequest,
    timeoutMs: number,
  ): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
  /** Closes the transports. */
  close(): Promise<void>;
}

/** An operation as a client sends it, parsed and validated. */
export interface GatewayOperation {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

const MOST_SUBSCRIPTIONS = 100;

/** Makes a gateway over a supergraph; it knows the graph by its SDL alone. */
export function createFederatedGateway(options: FederatedGatewayOptions): FederatedGateway {
  const supergraph = readSupergraph(options.supergraph);
  const transports = new Map(
    supergraph.subgraphs.map((subgraph) => [subgraph.name, options.transport(subgraph)]),
  );
  const context = { ...supergraph, transports };
  const compiled = createOperationCache(
    (document, name) => compileOperation(document, name, context),
    options.planCacheSize ?? 1000,
  );
  const subscriptions = createOperationCache(
    (document, name) => compileSubscription(document, name, context),
    MOST_SUBSCRIPTIONS,
  );
  const callbacks = new Set<GatewaySchemaLoadOrUpdateCallback>();
  const close = async (): Promise<void> => {
    await Promise.all([...transports.values()].map((transport) => transport.close()));
  };
  const execute = async (
    { document, operationName, variables }: GatewayOperation,
    request: GatewayRequest,
  ): Promise<ExecutionResult> => {
    try {
      return await compiled(document, operationName)(variables ?? {}, request);
    } catch (error) {
      return { errors: [error instanceof GraphQLError ? error : failure(error)] };
    }
  };
  const subscribe: FederatedGateway["subscribe"] = async (operation, request, timeoutMs) => {
    const { document, operationName, variables } = operation;
    const requestFor = (): { request: GatewayRequest; end(): void } => {
      const { signal, end } = startDeadline(timeoutMs, request.signal);
      return { request: { ...request, signal }, end };
    };
    try {
      return await subscriptions(document, operationName)(variables ?? {}, request, requestFor);
    } catch (error) {
      return { errors: [error instanceof GraphQLError ? error : failure(error)] };
    }
  };
  return {
    schema: supergraph.schema,
    prepare: (document, operationName) => {
      const isStream =
        getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
      (isStream ? subscriptions : compiled)(document, operationName);
    },
    execute,
    subscribe,
    close,
    onSchemaLoadOrUpdate: (callback) => {
      callbacks.add(callback);
      return () => {
        callbacks.delete(callback);
      };
    },
    load: () => {
      const loaded = { apiSchema: supergraph.schema, coreSupergraphSdl: options.supergraph };
      for (const callback of callbacks) callback(loaded);
      return Promise.resolve({
        executor: (context) => {
          const { document, operationName, operation: chosen, request } = context;
          // The server leaves it to the executor to refuse a name that the document does not have.
          if (chosen === undefined) return Promise.resolve({ errors: [unknownOperation(request)] });
          const operation = {
            document,
            operationName: operationName ?? undefined,
            variables: request.variables,
          };
          return execute(operation, options.requestOf(context));
        },
      });
    },
    stop: close,
  };
}

function unknownOperation({ operationName }: { operationName?: string | undefined }): GraphQLError {
  return new GraphQLError(
    operationName === undefined
      ? "The document has several operations: name one of them in operationName."
      : `Unknown operation named ${JSON.stringify(operationName)}.`,
    { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
  );
}

// What went wrong stays with the error for whoever logs it; the client is told that it did.
function failure(error: unknown): GraphQLError {
  return new GraphQLError("Something went wrong on our side.", {
    originalError: error instanceof Error ? error : new Error(String(error)),
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  });
}
