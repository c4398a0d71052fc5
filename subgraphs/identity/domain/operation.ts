/** What somebody asks to be done to who is who; keys are those of identifiers and profiles. */
export type OperationAsked =
  /** These two are one person. */
  | { readonly kind: "merge"; readonly a: string; readonly b: string }
  /** These identifiers and profiles are not this customer's. */
  | { readonly kind: "split"; readonly customer: string; readonly nodes: readonly string[] }
  /** What somebody decided of two records that are alike, by the pair's id. */
  | { readonly kind: "match_accept" | "match_reject"; readonly pair: string }
  /** Takes back what an operation decided. */
  | { readonly kind: "unmerge"; readonly operation: string }
  /** Takes back one decision. */
  | { readonly kind: "remove_override"; readonly override: string };

/** An operation with who asks, and why. */
export interface OperationRequest {
  readonly asked: OperationAsked;
  /** The client. */
  readonly actor: string;
  readonly reason: string;
  /** What it rests on: ids of events, tickets, documents. */
  readonly evidence: readonly string[];
  /** The caller's own key for this request: sent again, it answers the same and does nothing. */
  readonly requestKey: string | null;
}
