import type { Filter } from "mongodb";
import type { IdentityStore, MatchPairDocument } from "../collections.ts";

/** A part of the review queue. */
export interface ReviewPage {
  readonly state: "waiting" | "decided";
  /** Behind this pair. */
  readonly after: { readonly probability: number; readonly id: string } | null;
  readonly size: number;
}

/** Pairs for people, the likeliest first: those that wait, or those that were decided. */
export function readReviews(
  { matchPairs }: IdentityStore,
  { state, after, size }: ReviewPage,
): Promise<MatchPairDocument[]> {
  const asked: Filter<MatchPairDocument> =
    state === "waiting"
      ? { band: "review", decided: { $exists: false } }
      : { decided: { $exists: true } };
  const behind: Filter<MatchPairDocument> =
    after === null
      ? {}
      : {
          $or: [
            { probability: { $lt: after.probability } },
            { probability: after.probability, _id: { $gt: after.id } },
          ],
        };
  return matchPairs
    .find({ $and: [asked, behind] }, { sort: { probability: -1, _id: 1 }, limit: size })
    .toArray();
}
