import type { IdentityContext } from "../context.ts";
import type { MatchPairDocument } from "../store/collections.ts";
import { showEntry } from "./show-operation.ts";

/** Two records that are alike. */
export const MatchReview = {
  id: ({ _id }: MatchPairDocument) => _id,

  a: ({ a }: MatchPairDocument) => a,

  b: ({ b }: MatchPairDocument) => b,

  comparisons: ({ comparisons }: MatchPairDocument) => [...comparisons],

  measuredAt: ({ at }: MatchPairDocument) => at,

  decision: ({ decided }: MatchPairDocument) =>
    decided === undefined ? null : decided.decision === "same" ? "SAME" : "DIFFERENT",

  operation: async ({ decided }: MatchPairDocument, _: unknown, { loaders }: IdentityContext) => {
    const found = decided === undefined ? null : await loaders.operation.load(decided.operation);
    return found === null ? null : showEntry(found);
  },

  isOneCustomer: async ({ a, b }: MatchPairDocument, _: unknown, { loaders }: IdentityContext) => {
    const [one, other] = await Promise.all([loaders.node.load(a), loaders.node.load(b)]);
    return one !== null && one.customer === other?.customer;
  },
};
