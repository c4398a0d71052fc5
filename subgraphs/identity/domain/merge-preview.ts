/** A list of two customers now, and of both as one; null where they would not be. */
export interface MergeChange {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly merged: readonly string[] | null;
}

/** What merging two customers would do to who is who. */
export interface MergeForeseen {
  /** Ids of the two. */
  readonly a: string;
  readonly b: string;
  /** Why it would be refused; null where it would be done. */
  readonly refusal: string | null;
  /** The id and the number of profiles that both would have; null where it would be refused. */
  readonly id: string | null;
  readonly profiles: number | null;
  /** Ids of other customers that would change along. */
  readonly others: readonly string[];
  /** The purposes in force. */
  readonly purposes: MergeChange;
}

/** The same with what follows from it elsewhere. */
export interface MergePreview extends MergeForeseen {
  /** Ids of segments. */
  readonly segments: MergeChange;
}
