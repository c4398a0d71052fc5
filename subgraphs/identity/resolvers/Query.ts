import { requireScope } from "../../../platform/caller.ts";
import { badInput } from "../../../platform/errors.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";
import { ambiguous } from "./ambiguous.ts";
import { whyMerged, whyNotMerged } from "./explain.ts";
import type {
  CustomerSelector,
  QueryCustomerArgs,
  QueryCustomersArgs,
  QueryWhyMergedArgs,
  QueryWhyNotMergedArgs,
} from "../types.generated.ts";

import { identityMetrics } from "./identity-metrics.ts";
import { mergePreview } from "./merge-preview.ts";
import { matchesFor, reviewQueue } from "./review.ts";
import { policySimulation } from "./policy-simulation.ts";

const MOST = 100;

/** The two ways in, and what would be if. */
export const Query = {
  findMatches: matchesFor,
  reviewQueue,
  previewMerge: mergePreview,
  simulateIdentityPolicy: policySimulation,
  identityMetrics,

  customer: (_: unknown, { by }: QueryCustomerArgs, context: IdentityContext) => {
    requireScope(context.caller, "customers:read");
    return select(by, "by", context);
  },

  customers: async (_: unknown, { by }: QueryCustomersArgs, context: IdentityContext) => {
    requireScope(context.caller, "customers:read");
    if (by.length > MOST)
      throw badInput("by", `has ${String(by.length)} selectors; give at most ${String(MOST)}`);
    // A fault of one selector is that one's: it stands in its place as an error.
    const found = await Promise.allSettled(
      by.map((one, i) => select(one, `by[${String(i)}]`, context)),
    );
    return found.map((one) => (one.status === "fulfilled" ? one.value : (one.reason as never)));
  },

  whyMerged: (_: unknown, { a, b }: QueryWhyMergedArgs, context: IdentityContext) => {
    requireScope(context.caller, "customers:read");
    return whyMerged(a, b, context);
  },

  whyNotMerged: (_: unknown, { a, b }: QueryWhyNotMergedArgs, context: IdentityContext) => {
    requireScope(context.caller, "customers:read");
    return whyNotMerged(a, b, context);
  },
};

async function select(
  { id, identifier }: CustomerSelector,
  field: string,
  { caller, keyOf, loaders }: IdentityContext,
): Promise<CustomerRecord | null> {
  if (identifier === null || identifier === undefined) {
    const found = await loaders.customer.load(id ?? "");
    if (found.kind === "unheld") throw ambiguous(`${field}.id`);
    return found.kind === "found" ? found.record : null;
  }
  requireScope(caller, "customers:resolve");
  const found = await loaders.customer.load(keyOf(identifier, `${field}.identifier`));
  return found.kind === "found" ? found.record : null;
}
