import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { parse } from "graphql";
import { CALLER_HEADER, openCaller, type Caller } from "./caller.ts";
import type { Clock } from "./clock.ts";
import type { Keys } from "./keys.ts";
import { asksForEventStream, writeEventStream } from "./event-stream.ts";
import { subscribeLocally } from "./local-subscription.ts";
import { maskEach, maskError, maskResult } from "./mask-error.ts";
import { readBytes } from "./read-json.ts";
import { respond, respondError } from "./respond.ts";
import type { Subgraph } from "./subgraph.ts";

/** A subgraph that runs alone, for any `node:http` server. */
export interface SubgraphServer {
  /** Answers a request, whatever its address. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Ends what streams; call before the server is closed, which waits for every answer. */
  endStreams(): void;
  stop(): Promise<void>;
}

/** What a subgraph that runs alone is handed. */
export interface SubgraphServerOptions {
  readonly keys: Keys;
  readonly clock: Clock;
  /** Told of what callers only see masked. */
  readonly onFault: (error: unknown) => void;
}

const MOST_BYTES = 4 * 1024 * 1024;
const JSON_HEADERS = new HeaderMap([["content-type", "application/json"]]);

/**
 * Serves a subgraph over HTTP to its gateway only: every operation, `_entities` and `_service` included, needs the
 * gateway's signature over the caller and the body.
 */
export async function createSubgraphServer<Context extends object>(
  subgraph: Subgraph<Context>,
  { keys, clock, onFault }: SubgraphServerOptions,
): Promise<SubgraphServer> {
  const apollo = new ApolloServer<Context>({
    schema: subgraph.schema,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskError(formatted, error, onFault),
  });
  await apollo.start();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBytes(request, MOST_BYTES);
    const header = request.headers[CALLER_HEADER];
    const bodyHash = createHash("sha256").update(body).digest("base64url");
    const signed = typeof header === "string" ? header : undefined;
    const caller = openCaller(signed, bodyHash, keys, clock().getTime());
    if (asksForEventStream(request.headers.accept)) {
      await stream(body, caller, response);
      return;
    }
    const result = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: "POST",
        headers: JSON_HEADERS,
        search: "",
        body: JSON.parse(body.toString()) as unknown,
      },
      context: () => Promise.resolve(subgraph.contextFor(caller)),
    });
    const text = result.body.kind === "complete" ? result.body.string : "";
    respond(response, result.status ?? 200, text);
  };

  const open = new Set<AbortController>();
  const stream = async (body: Buffer, caller: Caller, response: ServerResponse): Promise<void> => {
    const controller = new AbortController();
    const end = (): void => {
      controller.abort();
    };
    open.add(controller);
    response.once("close", end);
    try {
      // From the gateway, which signed it: as valid as the plan that it is of.
      const { query, operationName, variables } = JSON.parse(body.toString()) as SignedOperation;
      const results = await subscribeLocally({
        schema: subgraph.schema,
        document: parse(query, { noLocation: true }),
        operationName,
        variables: variables ?? {},
        contextFor: () => subgraph.contextFor(caller),
        signal: controller.signal,
      });
      if (Symbol.asyncIterator in results)
        await writeEventStream(response, maskEach(results, onFault));
      else respond(response, 200, JSON.stringify(maskResult(results, onFault)));
    } finally {
      end();
      open.delete(controller);
    }
  };

  return {
    endStreams: () => {
      for (const controller of open) controller.abort();
    },
    handle: async (request, response) => {
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

interface SignedOperation {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>>;
}
