import type { Refusal } from "./clusters.ts";

/** What became of one reason to take two nodes for one person's. */
export interface TraceEdge {
  /** Keys of identifiers or profiles. */
  readonly a: string;
  readonly b: string;
  /** Seen together; alike by score; decided by somebody. */
  readonly kind: "observed" | "scored" | "override";
  /**
   * - `used`: they are one customer's.
   * - `refused`: it would have broken a limit: they are related, not one.
   * - `expired`: it was not seen for longer than the lifetime of one of the two.
   * - `generic`: `b` was seen with more company than its namespace allows.
   * - `blocked`: the value of `b` is on the block list by now.
   */
  readonly state: "used" | "refused" | "generic" | "expired" | "blocked";
  /** Of a refused one: the first limit that it would have broken. */
  readonly reason: Refusal | null;
  /** Of an observed one: the earliest event time. */
  readonly first: Date | null;
  /** Of an observed one: the beginning of the four weeks of its latest event. */
  readonly last: Date | null;
  /** Of a scored one. */
  readonly weight: number | null;
  /** Of a scored or decided one: its id. */
  readonly link: string | null;
}
