import { requireScope } from "../../../platform/caller.ts";
import { badInput } from "../../../platform/errors.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";
import type { OperationAsked } from "../domain/operation.ts";
import type {
  IdentityOperation,
  MutationDecideReviewArgs,
  MutationMergeCustomersArgs,
  MutationRemoveOverrideArgs,
  MutationSplitCustomerArgs,
  MutationUnmergeArgs,
} from "../types.generated.ts";
import { keyOfSelector } from "./selector-key.ts";
import { showOperation } from "./show-operation.ts";

interface Why {
  readonly reason: string;
  readonly evidence?: readonly string[] | null | undefined;
  readonly clientMutationId?: string | null | undefined;
}

interface Payload {
  readonly operation: IdentityOperation;
  readonly customers: (CustomerRecord | null)[];
}

const LONGEST_REASON = 500;
const LONGEST_KEY = 100;
const MOST_EVIDENCE = 20;
const LONGEST_EVIDENCE = 200;
const MOST_NODES = 200;
const MOST_SHOWN = 100;

/** What people decide of who is who; the pipeline leads, so that memberships follow. */
export const Mutation = {
  decideReview: (
    _: unknown,
    { input }: MutationDecideReviewArgs,
    context: IdentityContext,
  ): Promise<Payload> => {
    const kind = input.decision === "SAME" ? "match_accept" : "match_reject";
    return operate(() => ({ kind, pair: input.id }), input, context);
  },

  mergeCustomers: (
    _: unknown,
    { input }: MutationMergeCustomersArgs,
    context: IdentityContext,
  ): Promise<Payload> => {
    const asked = (): OperationAsked => ({
      kind: "merge",
      a: keyOfSelector(input.a, "input.a", context),
      b: keyOfSelector(input.b, "input.b", context),
    });
    return operate(asked, input, context);
  },

  splitCustomer: (
    _: unknown,
    { input }: MutationSplitCustomerArgs,
    context: IdentityContext,
  ): Promise<Payload> => {
    const asked = (): OperationAsked => {
      const { nodes } = input;
      if (nodes.length === 0 || nodes.length > MOST_NODES)
        throw badInput("input.nodes", `must have 1 to ${String(MOST_NODES)} entries`);
      return {
        kind: "split",
        customer: keyOfSelector(input.customer, "input.customer", context),
        nodes: nodes.map((one, i) => keyOfSelector(one, `input.nodes[${String(i)}]`, context)),
      };
    };
    return operate(asked, input, context);
  },

  unmerge: (
    _: unknown,
    { input }: MutationUnmergeArgs,
    context: IdentityContext,
  ): Promise<Payload> =>
    operate(() => ({ kind: "unmerge", operation: input.operation }), input, context),

  removeOverride: (
    _: unknown,
    { input }: MutationRemoveOverrideArgs,
    context: IdentityContext,
  ): Promise<Payload> =>
    operate(() => ({ kind: "remove_override", override: input.override }), input, context),
};

async function operate(
  asked: () => OperationAsked,
  why: Why,
  { caller, changeIdentity, loaders }: IdentityContext,
): Promise<Payload> {
  requireScope(caller, "identity:write");
  const operation = await changeIdentity({
    asked: asked(),
    actor: caller.client,
    reason: text("input.reason", why.reason, LONGEST_REASON),
    evidence: evidenceOf(why.evidence ?? []),
    requestKey:
      why.clientMutationId === null || why.clientMutationId === undefined
        ? null
        : text("input.clientMutationId", why.clientMutationId, LONGEST_KEY),
  });
  // What this request read of customers was before.
  loaders.customer.clearAll();
  const shown = operation.changed.slice(0, MOST_SHOWN);
  const customers = await Promise.all(shown.map((id) => loaders.customer.load(id)));
  return {
    operation: showOperation(operation),
    customers: customers.map((one) => (one.kind === "found" ? one.record : null)),
  };
}

function evidenceOf(given: readonly string[]): string[] {
  if (given.length > MOST_EVIDENCE)
    throw badInput("input.evidence", `must have at most ${String(MOST_EVIDENCE)} entries`);
  return given.map((one, i) => text(`input.evidence[${String(i)}]`, one, LONGEST_EVIDENCE));
}

function text(field: string, given: string, longest: number): string {
  const trimmed = given.trim();
  if (trimmed === "" || trimmed.length > longest)
    throw badInput(field, `must have 1 to ${String(longest)} characters`);
  return trimmed;
}
