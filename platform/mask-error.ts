import type { ExecutionResult, GraphQLFormattedError } from "graphql";

/** For Apollo Server's `formatError`: errors with a code pass, any other goes to `onFault` and is masked. */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  onFault: (error: unknown) => void,
): GraphQLFormattedError {
  const code = formatted.extensions?.["code"];
  if (typeof code === "string" && code !== "INTERNAL_SERVER_ERROR") return formatted;
  onFault(error);
  return {
    ...formatted,
    message: "Something went wrong on our side.",
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  };
}

/** The same for every error of a result that no server formats. */
export function maskResult(
  { errors, ...rest }: ExecutionResult,
  onFault: (error: unknown) => void,
): object {
  if (errors === undefined) return rest;
  return { ...rest, errors: errors.map((error) => maskError(error.toJSON(), error, onFault)) };
}

/** The same for every result of a stream. */
export async function* maskEach(
  results: AsyncIterable<ExecutionResult>,
  onFault: (error: unknown) => void,
): AsyncGenerator<object, void> {
  for await (const result of results) yield maskResult(result, onFault);
}
