import { requireScope } from "../../../platform/caller.ts";
import { badInput } from "../../../platform/errors.ts";
import type { IdentityContext } from "../context.ts";
import { addFlow, shareOf, type FlowCounts } from "../domain/metrics/flow-counts.ts";
import { stitchMessage } from "../domain/metrics/stitch-alarm.ts";
import type {
  IdentityFlow,
  IdentityMetrics,
  QueryIdentityMetricsArgs,
} from "../types.generated.ts";

const MOST_DAYS = 90;

/** The figures of identity. */
export async function identityMetrics(
  _: unknown,
  { days = 7 }: QueryIdentityMetricsArgs,
  { caller, metrics }: IdentityContext,
): Promise<IdentityMetrics> {
  requireScope(caller, "operations:read");
  if (days < 1 || days > MOST_DAYS)
    throw badInput("days", `is ${String(days)}; give 1 to ${String(MOST_DAYS)}`);
  const [counted, stock, alarm] = await Promise.all([
    metrics.days(days),
    metrics.stock(),
    metrics.stitchAlarm(),
  ]);
  const { perCustomer, deduplication, refused, ...rest } = stock;
  const flow = (counts: FlowCounts, of: number): IdentityFlow =>
    toFlow(counts, of, stock.customers);
  return {
    total: flow(addFlow(counted), days),
    days: counted.map(({ day, ...counts }) => ({ day, flow: flow(counts, 1) })),
    stock: {
      ...rest,
      identifiersPerCustomer: perCustomer,
      deduplicationRate: deduplication,
      refusedTies: { estimate: refused.total, sampled: refused.sampled },
    },
    alarms:
      alarm === null
        ? []
        : [{ ...alarm, kind: "STITCHING_STOPPED", message: stitchMessage(alarm) }],
  };
}

function toFlow(counts: FlowCounts, days: number, customers: number): IdentityFlow {
  const { identifiable, matched, judged, recognised, stitches, merges, splits, gone } = counts;
  return {
    identifiable,
    matched,
    stitches,
    merges,
    splits,
    gone,
    matchRate: shareOf(matched, identifiable),
    recognitionRate: shareOf(recognised, judged),
    idChurn: shareOf((gone / days) * 1_000, customers),
  };
}
