import { requireScope } from "../../../platform/caller.ts";
import type { ConsentContext } from "../context.ts";
import type { Receipt } from "../domain/receipt.ts";
import type {
  ConsentReceipt,
  MutationRecordConsentArgs,
  RecordConsentPayload,
} from "../types.generated.ts";

/** Records a person's decision through the pipeline, which leads the transaction. */
export const Mutation = {
  recordConsent: async (
    _: unknown,
    { input }: MutationRecordConsentArgs,
    { caller, recordConsent }: ConsentContext,
  ): Promise<Omit<RecordConsentPayload, "customer"> & { customer: { ref: string } | null }> => {
    requireScope(caller, "consent:write");
    const { receipt, customer } = await recordConsent(input, caller);
    return { receipt: show(receipt), customer: customer === null ? null : { ref: customer } };
  },
};

function show({ _id, decisions, at, recordedAt, source }: Receipt): ConsentReceipt {
  return {
    id: _id,
    decisions: decisions.map(({ purpose, denied }) => ({
      purpose,
      decision: denied ? "DENIED" : "GRANTED",
    })),
    decidedAt: at,
    recordedAt,
    source,
  };
}
