import { GraphQLError } from "graphql";

/** Codes of what goes wrong between the gateway and a subgraph. */
export type TransportCode = "SUBGRAPH_UNAVAILABLE" | "DEADLINE_EXCEEDED";

/** An error as a subgraph sends it, in process or over HTTP. */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An error that names the subgraph and nothing else of it. */
export function transportError(code: TransportCode, subgraph: string): GraphQLError {
  const problem = code === "DEADLINE_EXCEEDED" ? "did not answer in time" : "can't be reached";
  return new GraphQLError(`The subgraph ${subgraph} ${problem}.`, { extensions: { code } });
}

/** What a subgraph says went wrong, without what is only for those who run it. */
export function withoutTraces(error: SubgraphError): GraphQLError {
  const { stacktrace: _, exception: __, ...extensions } = { ...error.extensions };
  // The gateway's operations are valid but for what custom scalars make of the client's values.
  if (extensions["code"] === "GRAPHQL_VALIDATION_FAILED") extensions["code"] = "BAD_USER_INPUT";
  return new GraphQLError(error.message, { path: error.path ?? null, extensions });
}

/** The error that stands for one that nobody wrote for a caller. */
export function masked(error: SubgraphError): GraphQLError {
  return new GraphQLError("Something went wrong on our side.", {
    path: error.path ?? null,
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  });
}
