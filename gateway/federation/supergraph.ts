import { QueryPlanner } from "@graphql-hive/router-query-planner";
import {
  buildASTSchema,
  getDirectiveValues,
  isEnumType,
  parse,
  type GraphQLDirective,
  type GraphQLSchema,
} from "graphql";
import type { OperationContext } from "./prepare-operation.ts";
import { publicSchema } from "./public-schema.ts";
import { createResponseNames } from "./response-names.ts";
import { createTypeConditions } from "./type-conditions.ts";

/** A subgraph as the supergraph names it. */
export interface SubgraphName {
  readonly name: string;
  readonly url: string | undefined;
}

/** A supergraph, read: its subgraphs, and all that operations are compiled with but the transports. */
export interface Supergraph extends Omit<OperationContext, "transports"> {
  readonly subgraphs: readonly SubgraphName[];
}

/** Reads the SDL of a Federation 2 supergraph. */
export function readSupergraph(sdl: string): Supergraph {
  const supergraph = buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true });
  const planner = new QueryPlanner(sdl);
  return {
    supergraph,
    subgraphs: subgraphsOf(supergraph),
    planner,
    schema: publicSchema(planner.consumerSchema),
    namesFor: createResponseNames(supergraph),
    types: createTypeConditions(supergraph),
  };
}

function subgraphsOf(supergraph: GraphQLSchema): SubgraphName[] {
  const graphs = supergraph.getType("join__Graph");
  const directive = supergraph.getDirective("join__graph");
  if (!isEnumType(graphs) || directive == null)
    throw new Error("The supergraph has no join__Graph: it is not one of Federation 2.");
  return graphs.getValues().map((value) => readGraph(value.astNode, directive, value.name));
}

function readGraph(
  node: Parameters<typeof getDirectiveValues>[1] | null | undefined,
  directive: GraphQLDirective,
  fallback: string,
): SubgraphName {
  const values = node == null ? undefined : getDirectiveValues(directive, node);
  const { name, url } = { ...values };
  return {
    name: typeof name === "string" ? name : fallback,
    url: typeof url === "string" && url !== "" ? url : undefined,
  };
}
