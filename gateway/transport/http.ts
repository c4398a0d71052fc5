import type { ExecutionResult } from "graphql";
import { Pool } from "undici";
import { HEARTBEAT_MS, readEventStream } from "../../platform/event-stream.ts";
import { readBounded } from "./read-bounded.ts";
import { startDeadline } from "./deadline.ts";
import { transportError, withoutTraces, type SubgraphError } from "./subgraph-errors.ts";
import type { GatewayRequest, Transport } from "./transport.ts";

/** What an HTTP transport is told about its subgraph. */
export interface HttpTransportOptions {
  /** How errors name the subgraph. */
  readonly name: string;
  readonly url: string;
  /** From sending to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Headers of the incoming request that are handed on, lower case; no other is. */
  readonly forwardHeaders: readonly string[];
  /** Headers that prove to the subgraph who asks; computed over the exact body. */
  readonly sign?: (request: GatewayRequest, body: string) => Record<string, string>;
  /** Connections kept; 32 where nothing is said. */
  readonly connections?: number;
  /** The longest answer in bytes; 32 MiB where nothing is said. */
  readonly mostBytes?: number;
}

/**
 * Sends a subgraph's operations over HTTP/1.1, on kept connections. Nothing is sent twice: a mutation may have been
 * done before the connection broke.
 */
export function overHttp(options: HttpTransportOptions): Transport {
  const { name, timeoutMs, forwardHeaders, sign, connections = 32 } = options;
  const { mostBytes = 32 * 1024 * 1024 } = options;
  const url = new URL(options.url);
  const path = url.pathname + url.search;
  const pool = new Pool(url.origin, { connections, pipelining: 1, connectTimeout: timeoutMs });
  // A stream keeps its connection as long as somebody listens: they must not take those of queries.
  const streams = new Pool(url.origin, {
    ...{ connections: null, pipelining: 1, connectTimeout: timeoutMs },
    bodyTimeout: 3 * HEARTBEAT_MS,
  });
  let closing: Promise<void> | undefined;

  const headersOf = (request: GatewayRequest, body: string): Record<string, string> => {
    const headers: Record<string, string> = {};
    for (const header of forwardHeaders) {
      const value = request.headers[header];
      if (typeof value === "string") headers[header] = value;
    }
    return {
      ...headers,
      ...sign?.(request, body),
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json;q=0.9",
    };
  };

  return {
    execute: async ({ text, operationName, variables }, request): Promise<ExecutionResult> => {
      const deadline = startDeadline(timeoutMs, request.signal);
      const { signal } = deadline;
      const body = JSON.stringify({ query: text, operationName, variables });
      try {
        const headers = headersOf(request, body);
        const response = await pool.request({ path, method: "POST", headers, body, signal });
        return toResult(JSON.parse(await readBounded(response.body, mostBytes)) as unknown);
      } catch {
        const code = signal.aborted ? "DEADLINE_EXCEEDED" : "SUBGRAPH_UNAVAILABLE";
        return { errors: [transportError(code, name)] };
      } finally {
        deadline.end();
      }
    },
    subscribe: async ({ text, operationName, variables }, request) => {
      const body = JSON.stringify({ query: text, operationName, variables });
      const { signal } = request;
      try {
        const headers = { ...headersOf(request, body), accept: "text/event-stream" };
        const response = await streams.request({ path, method: "POST", headers, body, signal });
        if (/^text\/event-stream\b/.test(String(response.headers["content-type"])))
          return results(response.body, mostBytes, name, signal);
        return toResult(JSON.parse(await readBounded(response.body, mostBytes)) as unknown);
      } catch {
        return { errors: [transportError("SUBGRAPH_UNAVAILABLE", name)] };
      }
    },
    close: () => (closing ??= Promise.all([pool.close(), streams.destroy()]).then(() => undefined)),
  };
}

async function* results(
  body: AsyncIterable<Buffer>,
  mostBytes: number,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<ExecutionResult, void> {
  try {
    for await (const message of readEventStream(body, mostBytes)) yield toResult(message);
  } catch {
    if (!signal.aborted) yield { errors: [transportError("SUBGRAPH_UNAVAILABLE", name)] };
  }
}

// An answer of another form is as good as none.
function toResult(answer: unknown): ExecutionResult {
  if (typeof answer !== "object" || answer === null) throw new Error("no GraphQL answer");
  const { data, errors } = answer as Record<string, unknown>;
  const isData = data === null || (typeof data === "object" && !Array.isArray(data));
  if (data !== undefined && !isData) throw new Error("no GraphQL answer");
  const noted = Array.isArray(errors) ? errors.filter(isError).map(withoutTraces) : [];
  if (data === undefined && noted.length === 0) throw new Error("no GraphQL answer");
  return {
    ...(data === undefined ? {} : { data: data as Record<string, unknown> | null }),
    ...(noted.length === 0 ? {} : { errors: noted }),
  };
}

function isError(error: unknown): error is SubgraphError {
  if (typeof error !== "object" || error === null) return false;
  const { message, path, extensions } = error as Record<string, unknown>;
  return (
    typeof message === "string" &&
    (path == null || (Array.isArray(path) && path.every(isPathPart))) &&
    (extensions == null || typeof extensions === "object")
  );
}

function isPathPart(part: unknown): boolean {
  return typeof part === "string" || typeof part === "number";
}
