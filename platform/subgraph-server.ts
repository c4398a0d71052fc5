import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import { CALLER_HEADER, openCaller } from "./caller.ts";
import type { Clock } from "./clock.ts";
import { AppError } from "./errors.ts";
import type { Keys } from "./keys.ts";
import type { Log } from "./log.ts";
import type { Subgraph } from "./subgraph.ts";

/** A subgraph that runs alone. */
export interface SubgraphServer {
  readonly server: Server;
  /** Lets what runs finish, and stops. */
  stop(): Promise<void>;
}

/** What a subgraph that runs alone is handed. */
export interface SubgraphServerOptions {
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Log;
  /** Throws where the subgraph can't answer now. */
  readonly ready: () => Promise<void>;
}

const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Serves a subgraph over HTTP to its gateway only: every operation, `_entities` and `_service` included, needs the
 * gateway's signature over the caller and the body.
 */
export async function createSubgraphServer<Context extends object>(
  subgraph: Subgraph<Context>,
  options: SubgraphServerOptions,
): Promise<SubgraphServer> {
  const apollo = new ApolloServer<Context>({
    schema: subgraph.schema,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => mask(formatted, error, options.log),
  });
  await apollo.start();
  const server = createServer((request, response) => {
    handle(apollo, subgraph, options, request, response).catch((error: unknown) => {
      refuse(response, error, options.log);
    });
  });
  return {
    server,
    stop: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeIdleConnections();
      });
      await apollo.stop();
    },
  };
}

async function handle<Context extends object>(
  apollo: ApolloServer<Context>,
  subgraph: Subgraph<Context>,
  { keys, clock, ready }: SubgraphServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url === "/health/live" || request.url === "/health/ready") {
    if (request.url === "/health/ready") await ready();
    send(response, 200, { status: "ok" });
    return;
  }
  const body = await read(request);
  const header = request.headers[CALLER_HEADER];
  const bodyHash = createHash("sha256").update(body).digest("base64url");
  const signed = typeof header === "string" ? header : undefined;
  const caller = openCaller(signed, bodyHash, keys, clock().getTime());
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: "POST",
      headers: new HeaderMap([["content-type", "application/json"]]),
      search: "",
      body: JSON.parse(body.toString()) as unknown,
    },
    context: () => Promise.resolve(subgraph.contextFor(caller)),
  });
  const text = result.body.kind === "complete" ? result.body.string : "";
  response.writeHead(result.status ?? 200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new AppError("PAYLOAD_TOO_LARGE", "body: is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function mask(formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError {
  const code = formatted.extensions?.["code"];
  if (typeof code === "string" && code !== "INTERNAL_SERVER_ERROR") return formatted;
  log.error({ err: error }, "a resolver failed");
  return {
    ...formatted,
    message: "Something went wrong on our side.",
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  };
}

function refuse(response: ServerResponse, error: unknown, log: Log): void {
  const known = error instanceof AppError ? error : null;
  if (known === null) log.error({ err: error }, "a request failed");
  const status = known === null ? 500 : known.code === "UNAUTHENTICATED" ? 401 : 503;
  const message = known?.message ?? "Something went wrong on our side.";
  send(response, status, {
    errors: [{ message, extensions: { code: known?.code ?? "INTERNAL_SERVER_ERROR" } }],
  });
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
