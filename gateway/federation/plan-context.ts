import type { GraphQLSchema } from "graphql";
import type { Transport } from "../transport/transport.ts";
import type { TypeConditions } from "./type-conditions.ts";

/** What compiling a plan needs to know of the supergraph. */
export interface PlanContext {
  /** The supergraph read as a schema, hidden types and fields included. */
  readonly supergraph: GraphQLSchema;
  readonly types: TypeConditions;
  /** By the subgraphs' names in plans. */
  readonly transports: ReadonlyMap<string, Transport>;
}
