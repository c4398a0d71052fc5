import {
  GraphQLError,
  validate,
  ValuesOfCorrectTypeRule,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from "graphql";
import { subscribeLocally } from "../../platform/local-subscription.ts";
import { createLru } from "../../platform/lru.ts";
import { asBadInput, compilerFor, type Engine, type LocalOperation } from "./compiled-operation.ts";
import { masked, withoutTraces } from "./subgraph-errors.ts";
import type { GatewayRequest, Transport } from "./transport.ts";

/** What may be chosen about running a subgraph in process. */
export interface InProcessOptions {
  /** `graphql-jit` where nothing is said. */
  readonly engine?: Engine;
  /** How many operations stay compiled; 500 where nothing is said. */
  readonly cacheSize?: number;
  /** Told of each error that a caller only sees masked. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Runs a subgraph's operations against its schema in this process. Values go by reference, also those of custom
 * scalars; all operations of one request share one context. Errors with a code are meant for callers; the message of
 * any other is replaced.
 */
export function inProcess(
  schema: GraphQLSchema,
  contextFor: (request: GatewayRequest) => unknown,
  options: InProcessOptions = {},
): Transport {
  const { engine = "graphql-jit", cacheSize = 500, onError } = options;
  const compile = compilerFor(schema, engine);
  const byDocument = new WeakMap<DocumentNode, LocalOperation>();
  const byText = createLru<string, LocalOperation>(cacheSize);
  const visits = new WeakMap<GatewayRequest, Visit>();

  const visitOf = (request: GatewayRequest): Visit => {
    const known = visits.get(request);
    if (known !== undefined) return known;
    const visit = { context: contextFor(request), expired: expiryOf(request.signal) };
    visits.set(request, visit);
    return visit;
  };

  const finish = (result: ExecutionResult): ExecutionResult => {
    if (result.errors === undefined) return result;
    const errors = result.errors.map((error) => {
      const { code } = error.extensions;
      if (typeof code === "string" && code !== "INTERNAL_SERVER_ERROR") return withoutTraces(error);
      onError?.(error.originalError ?? error);
      return masked(error);
    });
    return { ...result, errors };
  };

  return {
    execute: async ({ document, text, operationName, variables }, request) => {
      let run = byDocument.get(document);
      if (run === undefined) {
        const key = `${operationName ?? ""}\n${text}`;
        run = byText.get(key) ?? compile(document, operationName);
        byText.set(key, run);
        byDocument.set(document, run);
      }
      const { context, expired } = visitOf(request);
      const running = run(variables, context);
      return finish(running instanceof Promise ? await Promise.race([running, expired]) : running);
    },
    subscribe: async ({ document, operationName, variables }, request) => {
      const faults = validate(schema, document, [ValuesOfCorrectTypeRule]).map(asBadInput);
      if (faults.length > 0) return { errors: faults };
      const stream = await subscribeLocally({
        ...{ schema, document, operationName, variables },
        contextFor: () => contextFor(request),
        signal: request.signal,
      });
      return Symbol.asyncIterator in stream ? finishEach(stream, finish) : finish(stream);
    },
    close: () => Promise.resolve(),
  };
}

async function* finishEach(
  stream: AsyncIterable<ExecutionResult>,
  finish: (result: ExecutionResult) => ExecutionResult,
): AsyncGenerator<ExecutionResult, void> {
  for await (const result of stream) yield finish(result);
}

/** What one request keeps at a subgraph. */
interface Visit {
  readonly context: unknown;
  /** Settles when the request's time is up; resolvers can't be stopped, but nobody waits for them. */
  readonly expired: Promise<ExecutionResult>;
}

function expiryOf(signal: AbortSignal): Promise<ExecutionResult> {
  return new Promise((resolve) => {
    const expire = (): void => {
      const extensions = { code: "DEADLINE_EXCEEDED" };
      resolve({ errors: [new GraphQLError("A subgraph did not answer in time.", { extensions })] });
    };
    if (signal.aborted) expire();
    else signal.addEventListener("abort", expire, { once: true });
  });
}
