/** The record of a decision, append-only. */
export interface Receipt {
  readonly _id: string;
  /** Keys of the identifiers that it speaks for. */
  readonly names: readonly string[];
  readonly decisions: readonly { readonly purpose: string; readonly denied: boolean }[];
  /** When it was decided: event time. */
  readonly at: Date;
  readonly recordedAt: Date;
  readonly source: string;
  readonly evidence?: string;
  /** Set until the segments of whom it concerns are evaluated again. */
  readonly todo?: true;
}

/** The decision in force of one identifier on one purpose: the newest by event time, a denial before a grant. */
export interface StoredDecision {
  readonly t: Date;
  readonly d: 0 | 1;
  /** The source that recorded it. */
  readonly s: string;
}

/** Whether two receipts under one id say the same. */
export function sameReceipt(a: Receipt, b: Receipt): boolean {
  const text = ({ names, decisions, at, source, evidence }: Receipt): string =>
    JSON.stringify([[...names].sort(), decisions, at, source, evidence]);
  return text(a) === text(b);
}
