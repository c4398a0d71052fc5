import type { ClientSession } from "mongodb";
import { AppError } from "../../../platform/errors.ts";
import { checkMerged } from "../domain/check-merged.ts";
import type { OperationRequest } from "../domain/operation.ts";
import type { Plan } from "../domain/plan.ts";
import type { IdentityStore } from "./collections.ts";
import { operationBy, operationThatUndid } from "./ledger.ts";
import { preparePairDecision } from "./match/prepare-decision.ts";
import { prepareMerge } from "./prepare-merge.ts";
import { prepareSplit } from "./prepare-split.ts";
import type { Preparation } from "./preparation.ts";
import type { RebuildContext } from "./rebuild.ts";
import { readTouched } from "./touched.ts";

/** Reads what an operation touches, and checks that it can be done. */
export async function prepareOperation(
  { asked }: Pick<OperationRequest, "asked">,
  id: string,
  context: RebuildContext,
  session: ClientSession,
): Promise<Preparation> {
  const { store } = context;
  switch (asked.kind) {
    case "merge": {
      const merge = await prepareMerge(asked, id, context, session);
      const check = (plan: Plan): void => {
        checkMerged(plan, merge.customers, merge.touched, context.rules);
      };
      return { kind: "open", ...merge, removed: [], undid: [], check };
    }
    case "split": {
      const split = await prepareSplit(asked, id, context, session);
      return { kind: "open", ...split, removed: [], undid: [], check: () => undefined };
    }
    case "match_accept":
    case "match_reject":
      return preparePairDecision(asked, id, store, session);
    case "unmerge":
      return unmerge(store, asked.operation, session);
    case "remove_override":
      return removeOverride(store, asked.override, session);
  }
}

async function unmerge(
  store: IdentityStore,
  id: string,
  session: ClientSession,
): Promise<Preparation> {
  const field = "input.operation";
  const operation = await operationBy(store, id, session);
  if (operation === null) throw notFound(field, "no operation has this id");
  if (operation.links.length === 0)
    throw new AppError(
      "BAD_USER_INPUT",
      `${field}: made no decision that could be taken back; give a merge or a split.`,
      { field },
    );
  const before = await operationThatUndid(store, id, session);
  if (before !== null) return { kind: "done", operation: before };
  return remove(
    store,
    operation.links.map(({ _id }) => _id),
    [id],
    field,
    session,
  );
}

async function removeOverride(
  store: IdentityStore,
  id: string,
  session: ClientSession,
): Promise<Preparation> {
  const field = "input.override";
  const found = await store.links.findOne({ _id: id, kind: { $ne: "scored" } }, { session });
  const before = found === null ? await operationThatUndid(store, id, session) : null;
  return before === null
    ? remove(store, [id], [id], field, session)
    : { kind: "done", operation: before };
}

async function remove(
  store: IdentityStore,
  ids: readonly string[],
  undid: readonly string[],
  field: string,
  session: ClientSession,
): Promise<Preparation> {
  const removed = await store.links.find({ _id: { $in: [...ids] } }, { session }).toArray();
  if (removed.length === 0) throw notFound(field, "no decision in force has this id");
  const nodes = [...new Set(removed.flatMap(({ a, b }) => [...a, ...b]))];
  const touched = await readTouched(store, { fresh: [], nodes }, session);
  return { kind: "open", touched, made: [], removed, undid, check: () => undefined };
}

function notFound(field: string, problem: string): AppError {
  return new AppError("NOT_FOUND", `${field}: ${problem}.`, { field });
}
