/** A customer as a leaf subgraph is told of it: what it is called, and the scope to read it by. */
export interface CustomerReference {
  readonly __typename?: "Customer";
  /** Any id or profile key; leaves never read by it. */
  readonly ref: string;
  /** Whatever stands in the place of the scope: only `openScope` tells whether it is one. */
  readonly scope?: unknown;
}
