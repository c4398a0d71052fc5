import type { ClientSession } from "mongodb";
import type { LiveMatcher } from "../../domain/match/live-matcher.ts";
import type { LinkDocument } from "../collections.ts";
import { insertOperation, newOperationId } from "../ledger.ts";
import { planOf, toOperation, writeLinks, type OperateContext } from "../operate.ts";
import { repeating } from "../repeating.ts";
import { writePlan } from "../resolution.ts";
import { readTouched, type Touched } from "../touched.ts";
import { pairsThatJoin } from "./pairs.ts";

/**
 * Lets the scored links of some profiles be their pairs that join, and the partition follow, as one transaction with
 * its entry in the ledger. Does nothing where they are so already.
 */
export async function settleLinks(
  profiles: readonly string[],
  matcher: LiveMatcher,
  context: OperateContext,
): Promise<void> {
  const { database, store } = context;
  const { made, removed } = await difference(profiles, matcher, context);
  // Most have no such links, and need no transaction; where some tie these people already, the guard has to hear what is
  // said of them now.
  if (
    made.length + removed.length === 0 &&
    !isGuarded(await readTouched(store, { fresh: [], nodes: profiles }))
  )
    return;
  await repeating(
    database,
    async (session) => {
      const fresh = await difference(profiles, matcher, context, session);
      await apply(profiles, fresh, matcher, context, session);
    },
    "progress",
  );
}

function isGuarded({ links }: Pick<Touched, "links">): boolean {
  return links.some(({ kind }) => kind === "scored");
}

interface Difference {
  readonly made: readonly LinkDocument[];
  readonly removed: readonly LinkDocument[];
}

async function difference(
  profiles: readonly string[],
  matcher: LiveMatcher,
  { store }: OperateContext,
  session?: ClientSession,
): Promise<Difference> {
  const own = { $in: [...profiles] };
  const [wanted, stored] = await Promise.all([
    matcher.joins ? pairsThatJoin(store, profiles) : [],
    store.links
      .find(
        { kind: "scored", $or: [{ a: own }, { b: own }] },
        session === undefined ? {} : { session },
      )
      .toArray(),
  ]);
  const links = wanted.map(({ _id, a, b, bits }): LinkDocument => {
    return { _id: `m ${_id}`, kind: "scored", a: [a], b: [b], weight: bits };
  });
  const before = new Map(stored.map((link) => [link._id, link]));
  const after = new Map(links.map((link) => [link._id, link]));
  return {
    made: links.filter(({ _id, weight }) => before.get(_id)?.weight !== weight),
    removed: stored.filter(({ _id, weight }) => after.get(_id)?.weight !== weight),
  };
}

async function apply(
  profiles: readonly string[],
  { made, removed }: Difference,
  matcher: LiveMatcher,
  context: OperateContext,
  session: ClientSession,
): Promise<void> {
  const { store, clock } = context;
  const tied = [...made, ...removed].flatMap(({ a, b }) => [...a, ...b]);
  const nodes = [...new Set([...profiles, ...tied])];
  const touched = await readTouched(store, { fresh: [], nodes }, session);
  if (made.length + removed.length === 0 && !isGuarded(touched)) return;
  const prepared = { touched, made, removed, undid: [] };
  const plan = await planOf(prepared, context, session);
  await writeLinks(store, prepared, session);
  await writePlan(plan, [], touched, { store, session });
  if (plan.changed.length + plan.gone.length === 0) return;
  const request = {
    asked: { kind: "match" },
    actor: `model ${matcher.model.version.slice(0, 12)}`,
    reason: "what is known of them was measured anew",
    evidence: [],
  } as const;
  const operation = { ...toOperation(request, prepared, plan, clock()), _id: newOperationId() };
  await insertOperation(store, operation, session);
}
