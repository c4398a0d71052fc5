import type { GraphQLFormattedError } from "graphql";

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
