import type { IncomingMessage, ServerResponse } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { AppError } from "../platform/errors.ts";
import { asksForEventStream } from "../platform/event-stream.ts";
import { maskError } from "../platform/mask-error.ts";
import { readJson } from "../platform/read-json.ts";
import type { Authenticate } from "./caller.ts";
import type { FindDocument } from "./documents.ts";
import type { FederatedGateway } from "./federated-gateway.ts";
import { createStreams } from "./http/streams.ts";
import { createReadOperation } from "./http/graphql-request.ts";
import { respond, respondError } from "../platform/respond.ts";
import { MOST_TOKENS, type OperationLimits } from "./limits.ts";
import type { GatewayRequest } from "./transport/transport.ts";

/** What serving a gateway over HTTP needs. */
export interface GatewayServerOptions {
  /** Made with `requestOf: requestOfContext`. */
  readonly gateway: FederatedGateway;
  readonly authenticate: Authenticate;
  /** Registered documents; none where nothing is said. */
  readonly findDocument?: FindDocument;
  readonly limits?: OperationLimits;
  /** How long a request may take, milliseconds. */
  readonly timeoutMs: number;
  /** Told of what callers only see masked. */
  readonly onFault: (error: unknown) => void;
}

/** A gateway behind Apollo Server, for any `node:http` server. */
export interface GatewayServer {
  /** Answers a request to `/graphql` or `/graphql/stream`; false where the request is for somebody else. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Ends what streams, and opens no more; call before the server is closed, which waits for every answer. */
  endStreams(): void;
  stop(): Promise<void>;
}

/** What one request carries through Apollo Server. */
export interface GatewayContext {
  readonly request: GatewayRequest;
}

/** The gateway's request in Apollo's context. */
export function requestOfContext(context: { readonly context: object }): GatewayRequest {
  return (context.context as GatewayContext).request;
}

const MOST_BYTES = 1024 * 1024;
const JSON_HEADERS = new HeaderMap([["content-type", "application/json"]]);

/** Starts Apollo Server over a gateway. */
export async function createGatewayServer(options: GatewayServerOptions): Promise<GatewayServer> {
  const { gateway, authenticate, findDocument = () => null, limits, timeoutMs, onFault } = options;
  const apollo = new ApolloServer<GatewayContext>({
    gateway,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Requests are JSON by POST only, which no browser sends across origins unasked.
    csrfPrevention: false,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: MOST_TOKENS },
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskError(formatted, error, onFault),
  });
  await apollo.start();
  const readOperation = createReadOperation(findDocument, limits);
  const streams = createStreams({ gateway, timeoutMs, onFault });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST") {
      respond(response, 405, JSON.stringify({ errors: [{ message: "Send a POST request." }] }), {
        allow: "POST",
      });
      return;
    }
    const caller = authenticate(request.headers);
    if (!/^application\/(graphql\+)?json\b/i.test(request.headers["content-type"] ?? ""))
      throw new AppError("UNSUPPORTED_MEDIA_TYPE", "content-type: must be application/json.", {
        field: "content-type",
      });
    const body = readOperation(await bodyOf(request, caller.documents === "registered"), caller);
    if (isStreamRequest(request)) {
      await streams.serve(body, caller, request, response);
      return;
    }
    const controller = new AbortController();
    const abort = (): void => {
      controller.abort();
    };
    const timer = setTimeout(abort, timeoutMs);
    response.once("close", abort);
    try {
      const result = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: "POST", headers: JSON_HEADERS, search: "", body },
        context: () =>
          Promise.resolve({
            request: { caller, headers: request.headers, signal: controller.signal },
          }),
      });
      const text = result.body.kind === "complete" ? result.body.string : "";
      respond(response, result.status ?? 200, text, { "cache-control": "no-store" });
    } finally {
      clearTimeout(timer);
      response.removeListener("close", abort);
    }
  };

  return {
    endStreams: () => {
      streams.endAll();
    },
    handle: async (request, response) => {
      if (!/^\/graphql(\/stream)?(\?|$)/.test(request.url ?? "")) return false;
      try {
        await answer(request, response);
      } catch (error) {
        respondError(response, error, onFault);
      }
      return true;
    },
    stop: () => apollo.stop(),
  };
}

function isStreamRequest({ url, headers }: IncomingMessage): boolean {
  return url?.startsWith("/graphql/stream") === true || asksForEventStream(headers.accept);
}

// A client of registered documents is refused alike whatever it sends, also what is no JSON.
async function bodyOf(request: IncomingMessage, registeredOnly: boolean): Promise<unknown> {
  try {
    return await readJson(request, MOST_BYTES);
  } catch (error) {
    if (registeredOnly && error instanceof AppError && error.code === "BAD_USER_INPUT") return null;
    throw error;
  }
}
