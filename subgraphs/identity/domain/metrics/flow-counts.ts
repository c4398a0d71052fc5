/** What a stretch of evidence came to. Sums: of two stretches they add up. */
export interface FlowCounts {
  /** Events with at least one identifier that is not on the block list. */
  readonly identifiable: number;
  /** Of these, those whose customer was there before; of the events of one batch that make a customer, one made it. */
  readonly matched: number;
  /** Events that recognition was looked at for: a sample stands for all of its second. */
  readonly judged: number;
  /** Of these, those whose customer has an anchor. */
  readonly recognised: number;
  /** People without an anchor who came to have one, by meeting a customer that has it or by naming one. */
  readonly stitches: number;
  /** Customers that became part of others. */
  readonly merges: number;
  /** Customers that came off others. */
  readonly splits: number;
  /** Ids that were a customer's and are no more. */
  readonly gone: number;
}

/** The names of the counts. */
export const FLOW_COUNTS = [
  "identifiable",
  "matched",
  "judged",
  "recognised",
  "stitches",
  "merges",
  "splits",
  "gone",
] as const satisfies readonly (keyof FlowCounts)[];

/** Nothing happened. */
export const NO_FLOW: FlowCounts = {
  identifiable: 0,
  matched: 0,
  judged: 0,
  recognised: 0,
  stitches: 0,
  merges: 0,
  splits: 0,
  gone: 0,
};

/** Adds counts up. */
export function addFlow(counts: Iterable<FlowCounts>): FlowCounts {
  const sum = { ...NO_FLOW };
  for (const one of counts) for (const name of FLOW_COUNTS) sum[name] += one[name];
  return sum;
}

/** A part of a whole; null where there is no whole. */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
