import { buildSubgraphSchema } from "@apollo/subgraph";
import { composeServices } from "@theguild/federation-composition";
import { GraphQLError, isObjectType, parse, type GraphQLSchema } from "graphql";

/** Field name to resolver, or `__resolveReference`, `serialize` and the like. */
export type TestResolvers = Record<string, unknown>;

/** A subgraph of a test supergraph. */
export interface TestSubgraph {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: TestResolvers;
}

/** A supergraph with its subgraphs, in memory. */
export interface Fixture {
  readonly supergraph: string;
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
}

/** What resolvers of fixtures are handed. */
export interface TestContext {
  /** Says what goes wrong with a field of an object; the same wherever it is asked. */
  readonly fault?: ((coordinate: string, source: unknown) => "error" | "null" | null) | undefined;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [
  "@key", "@requires", "@provides", "@external", "@override", "@shareable", "@inaccessible", "@interfaceObject"])\n`;

/** Composes subgraphs with the MIT composer, and lets faults be injected into every field. */
export function composeFixture(subgraphs: readonly TestSubgraph[]): Fixture {
  const services = subgraphs.map(({ name, typeDefs }) => ({
    name,
    url: `http://${name}.test/graphql`,
    typeDefs: parse(LINK + typeDefs),
  }));
  const composed = composeServices(services);
  if (composed.errors !== undefined)
    throw new Error(composed.errors.map((error) => error.message).join("\n"));
  const schemas = subgraphs.map(({ name, resolvers }, i) => {
    const typeDefs = services[i]?.typeDefs ?? parse("");
    const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as never });
    return [name, withFaults(schema)] as const;
  });
  return { supergraph: composed.supergraphSdl, schemas: new Map(schemas) };
}

function withFaults(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("_")) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith("_")) continue;
      const { resolve } = field;
      const coordinate = `${type.name}.${field.name}`;
      field.resolve = (source: Record<string, unknown> | undefined, args, context, info) => {
        const fault = (context as TestContext | undefined)?.fault?.(coordinate, source);
        if (fault === "error")
          throw new GraphQLError(`${coordinate} failed`, { extensions: { code: "TEST_FAULT" } });
        if (fault === "null") return null;
        return resolve === undefined ? source?.[field.name] : resolve(source, args, context, info);
      };
    }
  }
  return schema;
}
