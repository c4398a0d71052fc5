import type { QueryPlanner } from "@graphql-hive/router-query-planner";
import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  print,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
} from "graphql";
import type { GatewayRequest } from "../transport/transport.ts";
import { clientPath } from "./client-path.ts";
import { coerceVariables } from "./coerce-variables.ts";
import { compilePlan } from "./compile-plan.ts";
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

/** An operation, planned and compiled: what is left is to run it. */
export type CompiledOperation = (
  variables: Readonly<Record<string, unknown>>,
  request: GatewayRequest,
) => Promise<ExecutionResult>;

/** Plans and compiles a document that is valid against the public schema; throws `GraphQLError` where it can't. */
export function compileOperation(
  document: DocumentNode,
  operationName: string | undefined,
  context: OperationContext,
): CompiledOperation {
  const { schema, planner } = context;
  const names = context.namesFor();
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw refusal("The document has no such operation, or several to choose.");
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    throw refusal("Subscriptions are not served over this endpoint: send a query.");
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);

  const forPlanner = plannerDocument(operation, fragments, schema, names);
  const plan = forPlanner.fetches
    ? // No labels and no percentage: what a progressive @override moves stays where it was.
      planOf(planner, print(forPlanner.document))
    : undefined;
  const execute = plan == null ? null : compilePlan(plan, context);
  const project = compileProjections(operation, fragments, schema, names);
  const coerce = coerceVariables(schema, operation);

  const finish = (run: Run): ExecutionResult => {
    const errors = run.errors.map(({ message, path, extensions }) => {
      const told = clientPath(path ?? [], operation.selectionSet, fragments, names);
      return new GraphQLError(message, { path: told.length > 0 ? told : null, extensions });
    });
    const projection: ProjectionRun = { path: [], variables: run.variables, errors };
    const data = project(run.data, projection);
    return errors.length > 0 ? { errors, data } : { data };
  };

  return (input, request) => {
    const { variables, errors } = coerce(input);
    if (errors !== null) return Promise.resolve({ errors });
    const run: Run = { data: {}, variables, request, errors: [] };
    const pending = execute?.(run);
    return pending === undefined ? Promise.resolve(finish(run)) : pending.then(() => finish(run));
  };
}

// The planner can't place a field that needs another subgraph's value inside the answer of that same field: a
// document of such a shape is refused, with what to do instead.
function planOf(planner: OperationContext["planner"], text: string): PlannedNode {
  try {
    return planner.plan(text, null, new Set(), 0).node;
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

type PlannedNode = ReturnType<OperationContext["planner"]["plan"]>["node"];

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}
