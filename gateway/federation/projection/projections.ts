import {
  visit,
  type DirectiveNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { conditionOf } from "../conditions.ts";
import { createLru } from "../../../platform/lru.ts";
import type { ResponseNames } from "../response-names.ts";
import type { Entity, ProjectionRun } from "../run.ts";
import { BUBBLE } from "./completer.ts";
import { compileObject } from "./compile-projection.ts";
import { answerIntrospection } from "./introspection.ts";
import type { ObjectWriter } from "./write-object.ts";

/** Writes the `data` of an answer. */
export type Projection = (data: Entity, run: ProjectionRun) => Record<string, unknown> | null;

/** As many shapes of one operation are kept; more than these are compiled again when they come. */
const MOST_SHAPES = 64;

/** Compiles an operation's projection once for each combination of its `@skip` and `@include` variables. */
export function compileProjections(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
  names: ResponseNames,
): Projection {
  const root = schema.getRootType(operation.operation);
  if (root == null) throw new Error(`no root type for a ${operation.operation}`);
  const introspect = answerIntrospection(schema, operation, fragments);
  const variables = conditionVariables(operation, fragments);
  const writers = createLru<string, ObjectWriter>(MOST_SHAPES);
  const writerFor = (values: Readonly<Record<string, unknown>>): ObjectWriter => {
    const key = variables.map((name) => (values[name] === true ? "1" : "0")).join("");
    const known = writers.get(key);
    if (known !== undefined) return known;
    const decided = new Map(variables.map((name) => [name, values[name] === true]));
    const context = { schema, fragments, decided, names, introspect };
    const writer = compileObject(root, [operation.selectionSet], 0, context);
    writers.set(key, writer);
    return writer;
  };
  return (data, run) => {
    const written = writerFor(run.variables)(data, run);
    return written === BUBBLE ? null : (written as Record<string, unknown>);
  };
}

function conditionVariables(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly string[] {
  const found = new Set<string>();
  const visitor = {
    Directive: (node: DirectiveNode) => {
      const variable = conditionOf(node)?.variable;
      if (variable != null) found.add(variable);
      return false;
    },
    Argument: () => false as const,
  };
  visit(operation, visitor);
  for (const fragment of fragments.values()) visit(fragment, visitor);
  return [...found].sort();
}
