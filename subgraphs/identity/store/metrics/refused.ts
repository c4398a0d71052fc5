import { explainComponents } from "../explain.ts";
import type { PlanContext } from "../match/guard.ts";

/** Ties that a limit or a decision refuses, worked out on a sample. */
export interface RefusedEstimate {
  /** Customers looked at, drawn at random. */
  readonly sampled: number;
  /** Refused ties a customer: a tie between two customers is half of each. */
  readonly perCustomer: number;
  /** That, times all customers. */
  readonly total: number;
}

const SAMPLE = 100;

/**
 * Refused ties are kept nowhere, they follow from the evidence: so they are worked out as an explanation is, for the
 * components of customers drawn at random. A tie is shared out among the ends that somebody holds, so that each customer
 * drawn stands for as many as the others and the sum is without bias.
 */
export async function estimateRefused(context: PlanContext): Promise<RefusedEstimate> {
  const drawn = await context.store.customers
    .aggregate<{ _id: string }>([{ $sample: { size: SAMPLE } }, { $project: { _id: 1 } }])
    .toArray();
  if (drawn.length === 0) return { sampled: 0, perCustomer: 0, total: 0 };
  const own = new Set(drawn.map(({ _id }) => _id));
  const { trace, holderOf } = await explainComponents([...own], context);
  let refused = 0;
  for (const { a, b, state } of trace) {
    if (state !== "refused") continue;
    const ends = [a, b].flatMap((node) => holderOf(node) ?? []);
    if (ends.length > 0) refused += ends.filter((end) => own.has(end)).length / ends.length;
  }
  const perCustomer = refused / own.size;
  return { sampled: own.size, perCustomer, total: perCustomer };
}
