/** How often events of one kind broke one rule of a plan, as it is counted where they come in. */
export interface ViolationCount {
  /** The day it was seen, UTC: `2026-05-01`. */
  readonly day: string;
  readonly source: string;
  /** `web@3`. */
  readonly plan: string;
  /** `track:Order Completed`. */
  readonly key: string;
  readonly code: string;
  /** Places in a list are not told apart: `properties.products[].price`; null where the whole event is meant. */
  readonly field: string | null;
  readonly mode: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** The message id of one such event; null where it came without one. */
  readonly example: string | null;
}

/** What is counted by day, as it is kept. */
export type ViolationDocument = ViolationCount & { readonly _id: string };
