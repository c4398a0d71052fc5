import { isAbstractType, isObjectType, type GraphQLSchema } from "graphql";

/** What the executor asks about the types of the whole supergraph, hidden ones included. */
export interface TypeConditions {
  /** The object types that satisfy any of these type names; the names themselves belong to them. */
  satisfying(names: readonly string[]): ReadonlySet<string>;
  /** Whether this names an object type: an `@interfaceObject` subgraph answers the name of an interface. */
  isConcrete(name: unknown): boolean;
}

/** Answers from the supergraph, read as a schema. */
export function createTypeConditions(supergraph: GraphQLSchema): TypeConditions {
  const concrete = new Set<unknown>(
    Object.values(supergraph.getTypeMap())
      .filter(isObjectType)
      .map((type) => type.name),
  );
  return {
    satisfying: (names) => {
      const types = names.map((name) => supergraph.getType(name));
      const possible = types.flatMap((type) =>
        isAbstractType(type) ? supergraph.getPossibleTypes(type).map((one) => one.name) : [],
      );
      return new Set([...names, ...possible]);
    },
    isConcrete: (name) => concrete.has(name),
  };
}
