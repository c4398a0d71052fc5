import { parse, validate, type ExecutionResult, type GraphQLSchema } from "graphql";
import {
  createFederatedGateway,
  type FederatedGateway,
} from "../../../gateway/federated-gateway.ts";
import type { Engine } from "../../../gateway/transport/compiled-operation.ts";
import { inProcess } from "../../../gateway/transport/in-process.ts";
import type {
  GatewayRequest,
  SubgraphOperation,
  Transport,
} from "../../../gateway/transport/transport.ts";
import type { Fixture, TestContext } from "./fixture.ts";

/** A call that a gateway made to a subgraph. */
export interface SubgraphCallRecord {
  readonly subgraph: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A way to run operations over a fixture. */
export interface TestGateway {
  run(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    context?: TestContext,
  ): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** Our gateway over a fixture, its public schema and the calls that it made. */
export interface OurGateway extends TestGateway {
  readonly gateway: FederatedGateway;
  readonly schema: GraphQLSchema;
  readonly calls: SubgraphCallRecord[];
}

/** What may differ from one of our gateways to the next. */
export interface OurOptions {
  readonly engine?: Engine;
  /** Takes the place of a subgraph's transport where it answers one. */
  readonly transport?: (subgraph: string, local: () => Transport) => Transport;
}

/** A request as tests need it; the caller's claims are the context of the resolvers. */
function testRequest(context: TestContext = {}, signal?: AbortSignal): GatewayRequest {
  return {
    caller: { client: "test", documents: "free", claims: context },
    headers: {},
    signal: signal ?? new AbortController().signal,
  };
}

/** Runs our gateway over a fixture, in process where nothing else is said. */
export function ourGateway(fixture: Fixture, options: OurOptions = {}): OurGateway {
  const calls: SubgraphCallRecord[] = [];
  const gateway = createFederatedGateway({
    supergraph: fixture.supergraph,
    requestOf: () => testRequest(),
    transport: ({ name }) => {
      const local = (): Transport => localTransport(fixture, name, options.engine);
      const inner = options.transport?.(name, local) ?? local();
      return {
        execute: (operation: SubgraphOperation, request) => {
          const { text, variables } = operation;
          calls.push({ subgraph: name, text, variables });
          return inner.execute(operation, request);
        },
        subscribe: (operation, request) => inner.subscribe(operation, request),
        close: () => inner.close(),
      };
    },
  });
  return {
    gateway,
    schema: gateway.schema,
    calls,
    close: () => gateway.close(),
    run: (query, variables = {}, context = {}) => {
      const document = parse(query);
      const errors = validate(gateway.schema, document);
      if (errors.length > 0)
        throw new Error(`${query}\n${errors.map((e) => e.message).join("\n")}`);
      return gateway.execute({ document, variables }, testRequest(context));
    },
  };
}

function localTransport(fixture: Fixture, name: string, engine: Engine = "graphql-jit"): Transport {
  const schema = fixture.schemas.get(name);
  if (schema === undefined) throw new Error(`no subgraph ${name}`);
  return inProcess(schema, (request) => request.caller.claims, { engine });
}
