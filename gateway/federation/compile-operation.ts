import { OperationTypeNode, type DocumentNode, type ExecutionResult } from "graphql";
import type { GatewayRequest } from "../transport/transport.ts";
import { compilePlan } from "./compile-plan.ts";
import { prepareOperation, refusal, type OperationContext } from "./prepare-operation.ts";
import type { Run } from "./run.ts";

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
  const { operation, plan, coerce, finish } = prepareOperation(document, operationName, context);
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    throw refusal(
      "A subscription answers with a stream: send it with the header accept: text/event-stream.",
    );
  const execute = plan === null ? null : compilePlan(plan, context);
  return (input, request) => {
    const { variables, errors } = coerce(input);
    if (errors !== null) return Promise.resolve({ errors });
    const run: Run = { data: {}, variables, request, errors: [] };
    const pending = execute?.(run);
    return pending === undefined ? Promise.resolve(finish(run)) : pending.then(() => finish(run));
  };
}
