import type { ClientSession } from "mongodb";
import { AppError } from "../../../platform/errors.ts";
import type { Keys } from "../../../platform/keys.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { OperationRequest } from "../domain/operation.ts";
import type { Plan } from "../domain/plan.ts";
import type { IdentityStore, LinkDocument, OperationDocument } from "./collections.ts";
import { noteDecision, reopenPairs } from "./match/prepare-decision.ts";
import { planWith, type PlanContext } from "./match/guard.ts";
import { toLink } from "./read-nodes.ts";
import { insertOperation, newOperationId, operationBy } from "./ledger.ts";
import type { Prepared } from "./preparation.ts";
import { prepareOperation } from "./prepare-operation.ts";
import type { RebuildContext } from "./rebuild.ts";
import { repeating } from "./repeating.ts";
import { writePlan } from "./resolution.ts";

/** What operating needs. */
export interface OperateContext extends RebuildContext {
  readonly database: Pick<Database, "transaction">;
  readonly keys: Keys;
  readonly clock: () => Date;
}

/**
 * Does what somebody decided, as one transaction that collides with resolutions of the same people: the decision, the
 * partition that follows from it, and the entry in the ledger. Nothing is half done. Asked again it answers the same.
 */
export function operate(
  request: OperationRequest,
  context: OperateContext,
): Promise<OperationDocument> {
  const { database, store } = context;
  const asked = JSON.stringify(request.asked);
  const id = operationIdOf(request, context.keys);
  const work = async (session: ClientSession): Promise<OperationDocument> => {
    const known = await operationBy(store, id, session);
    if (known !== null && known.asked !== asked)
      throw new AppError(
        "CONFLICT",
        "input.clientMutationId: another operation was asked for with this key; give a new one.",
        { field: "input.clientMutationId" },
      );
    if (known !== null) return known;
    const prepared = await prepareOperation(request, id, context, session);
    if (prepared.kind === "done") return prepared.operation;
    const plan = await planOf(prepared, context, session);
    prepared.check(plan);
    await writeLinks(store, prepared, session);
    await writePlan(plan, [], prepared.touched, { store, session });
    const operation = {
      ...toOperation(request, prepared, plan, context.clock()),
      _id: id,
      asked,
    };
    await insertOperation(store, operation, session);
    const { asked: what } = request;
    if (what.kind === "match_accept" || what.kind === "match_reject")
      await noteDecision(store, what, operation, session);
    const undone = prepared.removed.flatMap(({ operation: by }) => by ?? []);
    if (undone.length > 0) await reopenPairs(store, undone, session);
    return operation;
  };
  return repeating(database, work, "told");
}

/** What would follow from a merge, and nothing is written. Throws as the merge would. */
export function planOf(
  { touched, made, removed }: Pick<Prepared, "touched" | "made" | "removed">,
  context: PlanContext,
  session?: ClientSession,
): Promise<Plan> {
  const gone = new Set(removed.map(({ _id }) => _id));
  const links = [...touched.links.filter(({ id }) => !gone.has(id)), ...made.map(toLink)];
  return planWith([], { ...touched, links }, context, session);
}

function operationIdOf({ actor, requestKey }: OperationRequest, keys: Keys): string {
  return requestKey === null
    ? newOperationId()
    : `o${keys.hash("identifier", `operation\n${actor}\n${requestKey}`)}`;
}

/** Writes the links that were made, and takes away those that are no more. */
export async function writeLinks(
  { links, profiles, identifiers }: IdentityStore,
  { made, removed }: Pick<Prepared, "made" | "removed">,
  session: ClientSession,
): Promise<void> {
  if (removed.length > 0)
    await links.deleteMany({ _id: { $in: removed.map(({ _id }) => _id) } }, { session });
  if (made.length === 0) return;
  await links.insertMany([...made], { session });
  const nodes = [...new Set(made.flatMap(({ a, b }) => [...a, ...b]))];
  const mark = { $set: { linked: true } } as const;
  await profiles.updateMany({ _id: { $in: nodes } }, mark, { session });
  await identifiers.updateMany({ _id: { $in: nodes } }, mark, { session });
}

/** The entry of the ledger that tells of an operation. */
export function toOperation(
  {
    asked,
    actor,
    reason,
    evidence,
  }: Pick<OperationRequest, "actor" | "reason" | "evidence"> & {
    readonly asked: Pick<OperationDocument, "kind">;
  },
  { touched, made, undid }: Pick<Prepared, "touched" | "made" | "undid">,
  { holders, changed, gone }: Plan,
  at: Date,
): Omit<OperationDocument, "_id" | "todo"> {
  const concerned = new Set([...changed, ...gone]);
  const members = (place: (profile: { key: string; customer: string }) => string) => {
    const found = new Map<string, string[]>();
    for (const profile of touched.profiles) {
      const customer = place(profile);
      if (!concerned.has(customer)) continue;
      const known = found.get(customer);
      if (known === undefined) found.set(customer, [profile.key]);
      else known.push(profile.key);
    }
    return [...found]
      .map(([customer, keys]) => ({ customer, profiles: keys.sort() }))
      .sort((a, b) => (a.customer < b.customer ? -1 : 1));
  };
  const links: readonly LinkDocument[] = made;
  return {
    kind: asked.kind,
    actor,
    reason,
    evidence,
    at,
    links,
    undid,
    before: members(({ customer }) => customer),
    after: members(({ key, customer }) => holders.get(key) ?? customer),
    changed,
    gone,
  };
}
