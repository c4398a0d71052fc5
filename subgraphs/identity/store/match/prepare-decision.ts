import type { ClientSession } from "mongodb";
import { AppError } from "../../../../platform/errors.ts";
import type { Plan } from "../../domain/plan.ts";
import { operationBy } from "../ledger.ts";
import type { Preparation } from "../preparation.ts";
import type { IdentityStore } from "../collections.ts";
import { readTouched } from "../touched.ts";

/** What somebody decided of two records that are alike. */
export interface PairDecision {
  readonly kind: "match_accept" | "match_reject";
  /** The pair's id. */
  readonly pair: string;
}

/** Reads a pair and what it touches, and makes the decision: a link that later measurements can't undo. */
export async function preparePairDecision(
  { kind, pair: id }: PairDecision,
  operation: string,
  store: IdentityStore,
  session: ClientSession,
): Promise<Preparation> {
  const field = "input.id";
  const pair = await store.matchPairs.findOne({ _id: id }, { session });
  if (pair === null)
    throw new AppError("NOT_FOUND", `${field}: no pair of the review queue has this id.`, {
      field,
    });
  const before =
    pair.decided === undefined ? null : await operationBy(store, pair.decided.operation, session);
  if (before?.kind === kind) return { kind: "done", operation: before };
  if (pair.decided !== undefined)
    throw new AppError(
      "CONFLICT",
      `${field}: was decided before; take the operation ${pair.decided.operation} back with unmerge first.`,
      { field },
    );
  const { a, b } = pair;
  const touched = await readTouched(store, { fresh: [], nodes: [a, b] }, session);
  const link = kind === "match_accept" ? ("must" as const) : ("cannot" as const);
  const check = ({ holders }: Plan): void => {
    if (link === "must" && holders.get(a) !== holders.get(b))
      throw new AppError(
        "CONFLICT",
        `${field}: the two can't be one customer: a limit of the policy or an earlier decision stands against it; whyNotMerged tells which.`,
        { field },
      );
  };
  return {
    kind: "open",
    touched,
    made: [{ _id: `${operation}-1`, kind: link, a: [a], b: [b], operation }],
    removed: [],
    undid: [],
    check,
  };
}

/** Notes at the pair what was decided of it, or that it was taken back; within the operation's transaction. */
export async function noteDecision(
  { matchPairs }: IdentityStore,
  { kind, pair }: PairDecision,
  operation: { readonly _id: string; readonly actor: string; readonly at: Date },
  session: ClientSession,
): Promise<void> {
  const decided = {
    decision: kind === "match_accept" ? ("same" as const) : ("different" as const),
    operation: operation._id,
    by: operation.actor,
    at: operation.at,
  };
  await matchPairs.updateOne({ _id: pair }, { $set: { decided } }, { session });
}

/** Opens the questions again that operations had answered. */
export async function reopenPairs(
  { matchPairs }: IdentityStore,
  operations: readonly string[],
  session: ClientSession,
): Promise<void> {
  await matchPairs.updateMany(
    { "decided.operation": { $in: [...operations] } },
    { $unset: { decided: 1 } },
    { session },
  );
}
