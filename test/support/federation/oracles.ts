import { ApolloGateway, LocalGraphQLDataSource } from "@apollo/gateway";
import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import { buildSchema, execute, Kind, parse, type ExecutionResult } from "graphql";
import type { Fixture } from "./fixture.ts";
import type { TestGateway } from "./gateways.ts";

/** The stock gateway over the same subgraphs, in process. */
export async function apolloGateway(fixture: Fixture): Promise<TestGateway> {
  const gateway = new ApolloGateway({
    supergraphSdl: fixture.supergraph,
    logger: SILENT,
    buildService: ({ name }) => {
      const schema = fixture.schemas.get(name);
      if (schema === undefined) throw new Error(`no subgraph ${name}`);
      return new LocalGraphQLDataSource(schema);
    },
  });
  const { executor, schema } = await gateway.load();
  if (executor === null) throw new Error("the stock gateway has no executor");
  return {
    close: () => gateway.stop(),
    run: async (query, variables = {}, context = {}) => {
      const document = parse(query);
      const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
      const request = {
        document,
        operation,
        operationName: null,
        queryHash: query,
        source: query,
        schema,
        request: { query, variables },
        context,
        logger: SILENT,
        metrics: {},
        cache: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() },
      };
      return (await executor(request as never)) as ExecutionResult;
    },
  };
}

/** The executor of the Hive router runtime over the same planner. */
export async function routerRuntime(fixture: Fixture): Promise<TestGateway> {
  const handler = await unifiedGraphHandler({
    unifiedGraph: buildSchema(fixture.supergraph, { assumeValid: true }),
    getUnifiedGraphSDL: () => fixture.supergraph,
    onSubgraphExecute: (
      name: string,
      request: { document: never; variables?: object; context?: object },
    ) => {
      const schema = fixture.schemas.get(name);
      if (schema === undefined) throw new Error(`no subgraph ${name}`);
      return execute({
        schema,
        document: request.document,
        variableValues: { ...request.variables },
        contextValue: request.context,
      });
    },
  } as never);
  return {
    close: () => Promise.resolve(),
    run: async (query, variables = {}, context = {}) =>
      (await handler.executor?.({
        document: parse(query),
        variables,
        context: { ...context },
      } as never)) as ExecutionResult,
  };
}

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
