import {
  createSourceEventStream,
  execute,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from "graphql";

/** A subscription against a schema of this process. */
export interface LocalSubscription {
  readonly schema: GraphQLSchema;
  /** Valid against the schema. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** A context for one message: loaders never live longer. */
  readonly contextFor: () => unknown;
  /** Aborts when nobody listens any more. */
  readonly signal: AbortSignal;
}

/**
 * Subscribes (GraphQL specification, 6.2.3): a stream with a result for every message, or the one result that says why
 * there is none. The stream ends when `signal` aborts, also while it waits; pull by pull, so that who reads slowly is
 * not sent more.
 */
export async function subscribeLocally(
  subscription: LocalSubscription,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  const { schema, document, operationName, variables, contextFor, signal } = subscription;
  const operation = { schema, document, operationName: operationName ?? null };
  const source = await createSourceEventStream({
    ...operation,
    variableValues: variables,
    contextValue: contextFor(),
  });
  if (!(Symbol.asyncIterator in source)) return source;
  const messages = source[Symbol.asyncIterator]();
  const end = (): void => void messages.return?.();
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return answers(messages, (rootValue) =>
    execute({ ...operation, rootValue, variableValues: variables, contextValue: contextFor() }),
  );
}

async function* answers(
  messages: AsyncIterator<unknown>,
  answer: (message: unknown) => ExecutionResult | Promise<ExecutionResult>,
): AsyncGenerator<ExecutionResult, void> {
  try {
    for (;;) {
      const next = await messages.next();
      if (next.done === true) return;
      yield await answer(next.value);
    }
  } finally {
    await messages.return?.();
  }
}
