import type { ImportState } from "../../subgraphs/events/index.ts";
import type { ItemResult } from "../acceptance/item.ts";

/** What became of an item of a file. */
export interface CountedResult {
  readonly outcome: ItemResult["outcome"];
  readonly error: { readonly code: string; readonly message: string } | null;
  /** The number of its record. */
  readonly number: number;
}

const OUTCOME = {
  ACCEPTED: "accepted",
  DUPLICATE: "duplicate",
  QUARANTINED: "quarantined",
  REJECTED: "rejected",
} as const;

/** Adds results to what is counted: by outcome, and by reason with the first record that has it. */
export function countResults(
  before: Pick<ImportState, "outcomes" | "reasons">,
  results: readonly CountedResult[],
  unchanged: number,
): Pick<ImportState, "outcomes" | "reasons"> {
  const outcomes = { ...before.outcomes, unchanged: before.outcomes.unchanged + unchanged };
  const reasons: Record<string, { count: number; example: string }> = { ...before.reasons };
  for (const { outcome, error, number } of results) {
    outcomes[OUTCOME[outcome]] += 1;
    if (error === null) continue;
    const { count, example } = reasons[error.code] ?? {
      count: 0,
      example: `record ${String(number)}: ${error.message}`,
    };
    reasons[error.code] = { count: count + 1, example };
  }
  return { outcomes, reasons };
}
