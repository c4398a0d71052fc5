import type { IncomingMessage, ServerResponse } from "node:http";
import { GraphQLError, parse, validate, type DocumentNode, type ExecutionResult } from "graphql";
import { AppError } from "../../platform/errors.ts";
import { writeEventStream } from "../../platform/event-stream.ts";
import { maskEach } from "../../platform/mask-error.ts";
import type { GatewayCaller } from "../caller.ts";
import type { FederatedGateway } from "../federated-gateway.ts";
import { MOST_TOKENS } from "../limits.ts";
import type { GatewayRequest } from "../transport/transport.ts";
import type { GraphqlBody } from "./graphql-request.ts";

/** What streaming is handed. */
export interface StreamsOptions {
  readonly gateway: FederatedGateway;
  /** How long the rest of the plan may take for one message, milliseconds. */
  readonly timeoutMs: number;
  readonly onFault: (error: unknown) => void;
}

/** The streams of a process. */
export interface Streams {
  /** Answers a subscription; resolves when its stream is over. Throws `TOO_MANY_REQUESTS` where there are too many. */
  serve(
    body: GraphqlBody,
    caller: GatewayCaller,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void>;
  /** Ends all, and opens no more. */
  endAll(): void;
}

const MOST_STREAMS = 200;
const MOST_A_CLIENT = 20;
/** A stream outlives its credential by this at most: then it completes, and its client asks again. */
const LONGEST_MS = 3_600_000;

/** Serves subscriptions as GraphQL over SSE, distinct connections (graphql-sse, PROTOCOL.md). */
export function createStreams({ gateway, timeoutMs, onFault }: StreamsOptions): Streams {
  const open = new Map<AbortController, string>();
  let stopping = false;

  const enter = (client: string): AbortController => {
    if (stopping) throw new AppError("UNAVAILABLE", "This process is stopping; ask again.");
    const own = [...open.values()].filter((other) => other === client).length;
    if (open.size >= MOST_STREAMS || own >= MOST_A_CLIENT)
      throw new AppError(
        "TOO_MANY_REQUESTS",
        `A client may have ${String(MOST_A_CLIENT)} streams open, a process ${String(MOST_STREAMS)}; close one first.`,
        { retryable: true },
      );
    const controller = new AbortController();
    open.set(controller, client);
    return controller;
  };

  return {
    endAll: () => {
      stopping = true;
      for (const controller of open.keys()) controller.abort();
    },
    serve: async (body, caller, request, response) => {
      const controller = enter(caller.client);
      const end = (): void => {
        controller.abort();
      };
      const timer = setTimeout(end, LONGEST_MS);
      response.once("close", end);
      try {
        const { headers } = request;
        const asked = { caller, headers, signal: controller.signal };
        const stream = await subscribe(gateway, body, asked, timeoutMs);
        await writeEventStream(response, maskEach(stream, onFault));
      } finally {
        clearTimeout(timer);
        end();
        open.delete(controller);
      }
    },
  };
}

async function subscribe(
  gateway: FederatedGateway,
  { query, operationName, variables }: GraphqlBody,
  request: GatewayRequest,
  timeoutMs: number,
): Promise<AsyncIterable<ExecutionResult>> {
  const document = read(query, gateway);
  if (!("kind" in document)) return one(document);
  const operation = { document, operationName, variables };
  const stream = await gateway.subscribe(operation, request, timeoutMs);
  return Symbol.asyncIterator in stream ? stream : one(stream);
}

function read(query: string, { schema }: FederatedGateway): DocumentNode | ExecutionResult {
  try {
    const document = parse(query, { maxLexicalTokens: MOST_TOKENS });
    const errors = validate(schema, document);
    return errors.length === 0 ? document : { errors: errors.map(asInvalid) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [asInvalid(error)] };
  }
}

function asInvalid(error: GraphQLError): GraphQLError {
  const extensions = { code: "GRAPHQL_VALIDATION_FAILED" };
  const { message, nodes = null, source = null, positions = null } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions });
}

// eslint-disable-next-line @typescript-eslint/require-await -- one result is a stream of one.
async function* one(result: ExecutionResult): AsyncGenerator<ExecutionResult, void> {
  yield result;
}
