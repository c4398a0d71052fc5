import type { GraphQLError } from "graphql";
import type { GatewayRequest } from "../transport/transport.ts";

/** An object as subgraphs send them: only fields that a plan names are read from it, and only own ones. */
export type Entity = Record<string, unknown>;

/** A path in plan keys or in client names, as the place of use says. */
export type Path = readonly (string | number)[];

/** An error on its way to the client; its path is in plan keys. */
export interface FieldError {
  readonly message: string;
  readonly path: Path | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One execution of one operation. */
export interface Run {
  /** What has been fetched so far, under plan keys. */
  readonly data: Entity;
  /** The client's variables, coerced, under the client's names. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly request: GatewayRequest;
  readonly errors: FieldError[];
}

/** What the answer is written with. */
export interface ProjectionRun {
  /** Where the projection stands, in client names; only the part above the current depth is meant. */
  readonly path: (string | number)[];
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLError[];
}

/** A step of a plan; undefined where it is done at once. */
export type Step = (run: Run) => Promise<void> | undefined;

/** More errors than this say nothing more; a hostile subgraph could multiply them by its entities. */
export const MOST_ERRORS = 1000;
