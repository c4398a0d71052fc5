import type { FetchNode, PlanNode } from "@graphql-hive/router-query-planner";
import { OperationTypeNode, type DocumentNode, type ExecutionResult } from "graphql";
import type { GatewayRequest } from "../transport/transport.ts";
import { compilePlan } from "./compile-plan.ts";
import { compileRootStream } from "./fetch-step.ts";
import { prepareOperation, refusal, type OperationContext } from "./prepare-operation.ts";
import type { Run } from "./run.ts";

/** A subscription, planned and compiled. */
export type CompiledSubscription = (
  variables: Readonly<Record<string, unknown>>,
  request: GatewayRequest,
  /** The request of one message: what subgraphs keep by request is kept no longer. `end` lets go of it. */
  requestFor: () => { readonly request: GatewayRequest; end(): void },
) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

/**
 * Plans a subscription: its field is a stream of the subgraph that has it; the rest of the plan runs for every message,
 * as for a query whose first fetch the message was. Throws `GraphQLError` where it can't.
 */
export function compileSubscription(
  document: DocumentNode,
  operationName: string | undefined,
  context: OperationContext,
): CompiledSubscription {
  const { operation, plan, coerce, finish } = prepareOperation(document, operationName, context);
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION)
    throw refusal("This is no subscription: send it without accept: text/event-stream.");
  const { primary, rest } = split(plan);
  const { subscribe, absorb } = compileRootStream(primary, context);
  const complete = rest === null ? null : compilePlan(rest, context);

  return async (input, request, requestFor) => {
    const { variables, errors } = coerce(input);
    if (errors !== null) return { errors };
    const stream = await subscribe({ data: {}, variables, request, errors: [] });
    const answer = async (result: ExecutionResult): Promise<ExecutionResult> => {
      const one = requestFor();
      try {
        const run: Run = { data: {}, variables, request: one.request, errors: [] };
        absorb(run, result);
        await complete?.(run);
        return finish(run);
      } finally {
        one.end();
      }
    };
    return Symbol.asyncIterator in stream ? each(stream, answer) : answer(stream);
  };
}

async function* each(
  stream: AsyncIterable<ExecutionResult>,
  answer: (result: ExecutionResult) => Promise<ExecutionResult>,
): AsyncGenerator<ExecutionResult, void> {
  for await (const result of stream) yield await answer(result);
}

// The stream stands alone, or first in a sequence.
function split(plan: PlanNode | null): { primary: FetchNode; rest: PlanNode | null } {
  if (plan?.kind === "Subscription") return { primary: plan.primary, rest: null };
  if (plan?.kind === "Sequence") {
    const [first, ...nodes] = plan.nodes;
    if (first?.kind === "Subscription")
      return { primary: first.primary, rest: { kind: "Sequence", nodes } };
  }
  throw refusal("A subscription asks for one field of its type, and not for __typename alone.");
}
