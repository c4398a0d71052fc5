import type { Database } from "../../../platform/mongo.ts";
import { foldEvidence, type Evidence, type ProfileDelta } from "../domain/evidence.ts";
import { NO_FLOW, type FlowCounts } from "../domain/metrics/flow-counts.ts";
import { periodOf } from "../domain/period.ts";
import type { Rules } from "../domain/rules.ts";
import { boundTraits, mayWiden } from "./bound-traits.ts";
import type { IdentityStore } from "./collections.ts";
import type { PlanContext } from "./match/guard.ts";
import { findKnown, foldIntoKnown, type KnownProfileState } from "./known-profiles.ts";
import { insertObservations } from "./observations.ts";
import { repeating } from "./repeating.ts";
import { resolveFresh, type Settled } from "./resolution.ts";

/** What a batch of evidence changed. */
export interface Resolution {
  /** The customer of each profile of the batch. */
  readonly customerOf: Map<string, string>;
  /**
   * Customers of whom more changed than that new profiles came to them, of which nothing is known but what the batch says:
   * who are new, were seen earlier than was known, won or lost a profile or an identifier that was known before, or got one
   * that a receipt had named.
   */
  readonly changed: string[];
  /** Ids that were a customer's and are no more. */
  readonly gone: string[];
  /** What it came to, in numbers; what recognition is, is left to whoever counts. A batch worked again is counted again. */
  readonly flow: FlowCounts;
}

/** What resolving needs. */
export interface ResolveDependencies extends PlanContext {
  readonly database: Pick<Database, "transaction">;
  readonly clock: () => Date;
}

/** Takes a batch of evidence in. Working it again, in part or as a whole, changes nothing and answers the same. */
export async function resolveEvidence(
  evidence: readonly Evidence[],
  dependencies: ResolveDependencies,
): Promise<Resolution> {
  const { store, rules } = dependencies;
  const deltas = foldEvidence(evidence);
  // First what is stated: another worker that merges a customer meanwhile either finds it there, or is found here.
  await insertObservations(store, evidence);
  const known = await findKnown(store, deltas);
  const fresh: ProfileDelta[] = [];
  const familiar: (readonly [ProfileDelta, KnownProfileState])[] = [];
  for (const delta of deltas.values()) {
    const before = known.get(delta.key);
    // An earlier event may change who is the root of a customer, one of another period what still counts or holds: that
    // is the partition's to say.
    if (before === undefined || delta.first < before.first || isLater(delta, before, rules))
      fresh.push(delta);
    else familiar.push([delta, before]);
  }
  await foldIntoKnown(store, familiar);
  const plan = fresh.length === 0 ? null : await settleFresh(fresh, dependencies);
  const made = new Set(plan?.profiles.flatMap(({ key, isNew }) => (isNew ? key : [])));
  const widened = [...deltas.values()].filter(
    (delta) => !made.has(delta.key) && mayWiden(delta, known.get(delta.key)),
  );
  await boundTraits(
    store,
    widened.map(({ key }) => key),
  );
  const again = await workedBefore(store, evidence, known);
  return { ...combine(deltas, known, plan, again), flow: flowOf(evidence.length, plan, fresh) };
}

function isLater({ last }: ProfileDelta, before: KnownProfileState, rules: Rules): boolean {
  return rules.isTimed && periodOf(last) > periodOf(before.last);
}

function settleFresh(
  fresh: readonly ProfileDelta[],
  { database, store, rules, matcher, clock }: ResolveDependencies,
): Promise<Settled> {
  return repeating(
    database,
    (session) => resolveFresh(fresh, { store, rules, matcher, now: clock(), session }),
    "progress",
  );
}

interface WorkedBefore {
  readonly changed: readonly string[];
  readonly gone: readonly string[];
}

/** What a batch did when it was worked before, in case nobody heard of it: the process may have died in between. */
async function workedBefore(
  { moves, customers }: IdentityStore,
  evidence: readonly Evidence[],
  known: ReadonlyMap<string, KnownProfileState>,
): Promise<WorkedBefore> {
  const again = evidence.filter(({ profile, event }) => known.get(profile)?.by.includes(event));
  if (again.length === 0) return { changed: [], gone: [] };
  const events = again.map(({ event }) => event);
  const made = await moves.find({ events: { $in: events } }).toArray();
  // What was moved then may have been moved again since: who lives now is asked of the customers themselves.
  const own = again.flatMap(({ profile }) => known.get(profile)?.customer ?? []);
  const told = [...new Set([...own, ...made.flatMap((move) => [...move.changed, ...move.gone])])];
  const alive = await customers
    .find({ _id: { $in: told } }, { projection: { _id: 1 }, batchSize: 100_000 })
    .toArray();
  const living = new Set(alive.map(({ _id }) => _id));
  return {
    changed: told.filter((id) => living.has(id)),
    gone: told.filter((id) => !living.has(id)),
  };
}

function combine(
  deltas: ReadonlyMap<string, ProfileDelta>,
  known: ReadonlyMap<string, KnownProfileState>,
  plan: Settled | null,
  again: WorkedBefore,
): Omit<Resolution, "flow"> {
  const customerOf = new Map<string, string>();
  for (const key of deltas.keys()) {
    const customer = plan?.holders.get(key) ?? known.get(key)?.customer;
    if (customer !== undefined) customerOf.set(key, customer);
  }
  const gone = new Set([...(plan?.gone ?? []), ...again.gone]);
  for (const { id } of plan?.customers ?? []) gone.delete(id);
  const changed = new Set([...(plan?.changed ?? []), ...(plan?.decided ?? []), ...again.changed]);
  return { customerOf, changed: [...changed].filter((id) => !gone.has(id)), gone: [...gone] };
}

function flowOf(
  identifiable: number,
  plan: Settled | null,
  fresh: readonly ProfileDelta[],
): FlowCounts {
  if (plan === null) return { ...NO_FLOW, identifiable, matched: identifiable };
  const { known, ...changes } = plan.changes;
  const made = new Set(fresh.map(({ key }) => plan.holders.get(key) ?? ""));
  for (const id of known) made.delete(id);
  return { ...NO_FLOW, ...changes, identifiable, matched: identifiable - made.size };
}
