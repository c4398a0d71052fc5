import { readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, type GraphQLScalarType, type GraphQLSchema } from "graphql";
import type { Caller } from "./caller.ts";
import { CUSTOMER_GUARD, guardFields, type FieldGuard } from "./guard-fields.ts";

/** What every subgraph is to the process that runs it, beside the verbs of its own port. */
export interface Subgraph<Context = unknown> {
  /** The name of its contract: `schema/<name>.graphql`. */
  readonly name: string;
  /** Built when it is first asked for: whoever only works events has no use for it. */
  readonly schema: GraphQLSchema;
  /** A context for one request: the caller and fresh loaders. */
  contextFor(caller: Caller): Context;
}

/**
 * A subgraph's schema, from its contract, its resolvers and the scalars it uses; built once, at the first call. What it
 * tells of a customer is guarded; what else is, it names.
 */
export function subgraphSchema(
  name: string,
  resolvers: object,
  scalars: readonly GraphQLScalarType[],
  guards: readonly FieldGuard[] = [],
): () => GraphQLSchema {
  let built: GraphQLSchema | null = null;
  return () => {
    if (built !== null) return built;
    const schema = build(name, resolvers, scalars);
    guardFields(schema, [CUSTOMER_GUARD, ...guards]);
    return (built = schema);
  };
}

function build(
  name: string,
  resolvers: object,
  scalars: readonly GraphQLScalarType[],
): GraphQLSchema {
  const file = new URL(import.meta.resolve(`#schema/${name}.graphql`));
  const byName = Object.fromEntries(scalars.map((scalar) => [scalar.name, scalar]));
  return buildSubgraphSchema({
    typeDefs: parse(readFileSync(file, "utf8")),
    // The generated resolver types and buildSubgraphSchema disagree on __resolveReference (apollographql/federation#2205).
    resolvers: { ...resolvers, ...byName },
  });
}
