import {
  buildASTSchema,
  isObjectType,
  isScalarType,
  parse,
  printSchema,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from "graphql";
import type { Subgraph } from "../../platform/subgraph.ts";

/** The contexts of a request: one for each subgraph, by name. (Apollo Server copies the outer object.) */
export interface Contexts {
  readonly bySubgraph: ReadonlyMap<string, unknown>;
}

type Resolve = GraphQLFieldResolver<unknown, unknown>;

/**
 * The same resolvers under one schema, without federation: what a team would build that never splits its graph. A
 * leaf's fields of `Customer` get the scope straight from identity's resolver.
 */
export function monolithSchema(
  publicSchema: GraphQLSchema,
  subgraphs: readonly Subgraph[],
): GraphQLSchema {
  const schema = buildASTSchema(parse(printSchema(publicSchema)), { assumeValid: true });
  const scopeOf = subgraphs.flatMap(
    (subgraph) => resolverOf(subgraph, "Customer", "scope") ?? [],
  )[0];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type)) {
      const own = subgraphs.map((one) => one.schema.getType(type.name)).find(isScalarType);
      if (own !== undefined)
        Object.assign(type, {
          serialize: own.serialize,
          parseValue: own.parseValue,
          parseLiteral: own.parseLiteral,
        });
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()))
      for (const subgraph of subgraphs) {
        const resolve = resolverOf(subgraph, type.name, field.name);
        if (resolve === undefined) continue;
        const leaf = type.name === "Customer" && subgraph.name !== "identity";
        field.resolve = inContext(subgraph.name, resolve, leaf ? scopeOf : undefined);
      }
  }
  return schema;
}

function resolverOf({ schema }: Subgraph, type: string, field: string): Resolve | undefined {
  const own = schema.getType(type);
  return isObjectType(own) ? own.getFields()[field]?.resolve : undefined;
}

function inContext(
  name: string,
  resolve: Resolve,
  scopeOf: Resolve | undefined,
): GraphQLFieldResolver<unknown, Contexts> {
  if (scopeOf === undefined)
    return (parent, args, contexts, info) =>
      resolve(parent, args, contexts.bySubgraph.get(name), info);
  return (parent, args, contexts, info) => {
    const scope: unknown = scopeOf(parent, {}, contexts.bySubgraph.get("identity"), info);
    return resolve({ ref: "", scope }, args, contexts.bySubgraph.get(name), info);
  };
}
