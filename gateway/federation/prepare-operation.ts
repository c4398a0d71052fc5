import type { PlanNode, QueryPlanner } from "@graphql-hive/router-query-planner";
import {
  getOperationAST,
  GraphQLError,
  Kind,
  print,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { clientPath } from "./client-path.ts";
import { coerceVariables } from "./coerce-variables.ts";
import type { PlanContext } from "./plan-context.ts";
import { plannerDocument } from "./planner-document.ts";
import { compileProjections } from "./projection/projections.ts";
import type { ResponseNames } from "./response-names.ts";
import type { ProjectionRun, Run } from "./run.ts";

/** What every operation of one supergraph is compiled with. */
export interface OperationContext extends PlanContext {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly namesFor: () => ResponseNames;
  readonly planner: Pick<QueryPlanner, "plan">;
}

/** An operation before its plan is compiled. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  /** Null where there is nothing to fetch. */
  readonly plan: PlanNode | null;
  readonly coerce: ReturnType<typeof coerceVariables>;
  /** Writes the answer of what was fetched. */
  readonly finish: (run: Run) => ExecutionResult;
}

/** Plans a document that is valid against the public schema; throws `GraphQLError` where it can't. */
export function prepareOperation(
  document: DocumentNode,
  operationName: string | undefined,
  context: OperationContext,
): PreparedOperation {
  const { schema, planner } = context;
  const names = context.namesFor();
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw refusal("The document has no such operation, or several to choose.");
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);

  const forPlanner = plannerDocument(operation, fragments, schema, names);
  const plan = forPlanner.fetches
    ? // No labels and no percentage: what a progressive @override moves stays where it was.
      planOf(planner, print(forPlanner.document))
    : null;
  const project = compileProjections(operation, fragments, schema, names);

  const finish = (run: Run): ExecutionResult => {
    const errors = run.errors.map(({ message, path, extensions }) => {
      const told = clientPath(path ?? [], operation.selectionSet, fragments, names);
      return new GraphQLError(message, { path: told.length > 0 ? told : null, extensions });
    });
    const projection: ProjectionRun = { path: [], variables: run.variables, errors };
    const data = project(run.data, projection);
    return errors.length > 0 ? { errors, data } : { data };
  };
  return { operation, plan, finish, coerce: coerceVariables(schema, operation) };
}

/** An error for who sent the operation. */
export function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}

// The planner can't place a field that needs another subgraph's value inside the answer of that same field: a
// document of such a shape is refused, with what to do instead.
function planOf(planner: OperationContext["planner"], text: string): PlanNode | null {
  try {
    return planner.plan(text, null, new Set(), 0).node ?? null;
  } catch (cause) {
    throw new GraphQLError(
      "This shape of operation can't be planned: a field lies within itself, by way of another type. Ask for the inner part in an operation of its own.",
      {
        extensions: { code: "OPERATION_NOT_PLANNABLE" },
        originalError: cause instanceof Error ? cause : new Error(String(cause)),
      },
    );
  }
}
