import type { ClientSession } from "mongodb";
import { AppError } from "../../../platform/errors.ts";
import type { Keys } from "../../../platform/keys.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { OperationRequest } from "../domain/operation.ts";
import { planResolution, type Plan } from "../domain/plan.ts";
import type { IdentityStore, LinkDocument, OperationDocument } from "./collections.ts";
import { insertOperation, newOperationId, operationBy } from "./ledger.ts";
import { prepareOperation, type Prepared } from "./prepare-operation.ts";
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
    const plan = planOf(prepared, context);
    prepared.check(plan);
    await writeLinks(store, prepared, session);
    await writePlan(plan, [], prepared.touched, { store, session });
    const operation = {
      ...toOperation(request, prepared, plan, context.clock()),
      _id: id,
      asked,
    };
    await insertOperation(store, operation, session);
    return operation;
  };
  return repeating(database, work, "told");
}

/** What would follow from a merge, and nothing is written. Throws as the merge would. */
export function planOf(
  { touched, made, removed }: Pick<Prepared, "touched" | "made" | "removed">,
  { rules, guard }: Pick<RebuildContext, "rules" | "guard">,
): Plan {
  const gone = new Set(removed.map(({ _id }) => _id));
  const links = [
    ...touched.links.filter(({ id }) => !gone.has(id)),
    ...made.map(({ _id: id, kind, a, b }) => ({ id, kind, a, b })),
  ];
  return planResolution([], { ...touched, links }, rules, { guard });
}

function operationIdOf({ actor, requestKey }: OperationRequest, keys: Keys): string {
  return requestKey === null
    ? newOperationId()
    : `o${keys.hash("identifier", `operation\n${actor}\n${requestKey}`)}`;
}

async function writeLinks(
  { links, profiles, identifiers }: IdentityStore,
  { made, removed }: Prepared,
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

function toOperation(
  { asked, actor, reason, evidence }: OperationRequest,
  { touched, made, undid }: Prepared,
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
