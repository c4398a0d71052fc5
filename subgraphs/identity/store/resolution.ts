import type { AnyBulkWriteOperation, ClientSession } from "mongodb";
import type { ProfileDelta } from "../domain/evidence.ts";
import { countChanges, type Changes } from "../domain/metrics/count-changes.ts";
import { periodOf } from "../domain/period.ts";
import type { KnownProfile, Plan } from "../domain/plan.ts";
import type {
  CustomerDocument,
  IdentifierDocument,
  IdentityStore,
  ProfileDocument,
} from "./collections.ts";
import { weekOf, newestOf, storedTraits } from "./known-profiles.ts";
import { planWith, type PlanContext } from "./match/guard.ts";
import { readTouched, type Touched } from "./touched.ts";
import { valueCodec } from "./value-codec.ts";

const EVENTS_KEPT = 5;

/** What taking into the partition needs. */
export interface SettleContext extends PlanContext {
  readonly now: Date;
  readonly session: ClientSession;
}

/** A plan that was written. */
export interface Settled extends Plan {
  /** Customers that got an identifier which decided something before anybody had it. */
  readonly decided: readonly string[];
  readonly changes: Changes;
}

/**
 * Takes fresh profiles into the partition, within a transaction. Every customer of the components it read is written,
 * so of two that overlap only one commits: write skew is ruled out.
 */
export async function resolveFresh(
  deltas: readonly ProfileDelta[],
  context: SettleContext,
): Promise<Settled> {
  const { store, rules, now, session } = context;
  const touched = await readTouched(store, { fresh: deltas, nodes: [] }, session);
  const plan = await planWith(deltas, touched, context, session);
  await writePlan(plan, deltas, touched, context);
  // Others than their own customers are moved only by profiles that meet what is known.
  const met = deltas.filter((delta) => delta.identifiers.some(({ id }) => touched.met.has(id)));
  await writeMove(store, plan, deltas, met, now, session);
  const decided = plan.identifiers.flatMap(({ id, customer }) =>
    touched.stubs.has(id) && customer !== null ? customer : [],
  );
  return { ...plan, decided, changes: countChanges(plan, deltas, touched, rules) };
}

/** Writes what a plan changes, within its transaction. */
export async function writePlan(
  plan: Plan,
  deltas: readonly ProfileDelta[],
  touched: Pick<Touched, "profiles" | "stubs">,
  { store, session }: Pick<SettleContext, "store" | "session">,
): Promise<void> {
  await writeProfiles(store, plan, deltas, touched.profiles, session);
  await writeIdentifiers(store, plan, deltas, touched.stubs, session);
  await writeCustomers(store, plan, session);
}

async function writeProfiles(
  { profiles }: IdentityStore,
  plan: Plan,
  deltas: readonly ProfileDelta[],
  known: readonly KnownProfile[],
  session: ClientSession,
): Promise<void> {
  const fresh = new Map(deltas.map((delta) => [delta.key, delta]));
  const planned = new Map(plan.profiles.map((profile) => [profile.key, profile]));
  const stored = new Map(known.map((profile) => [profile.key, profile]));
  const operations = [...new Set([...planned.keys(), ...fresh.keys()])].map(
    (key): AnyBulkWriteOperation<ProfileDocument> => {
      const place = planned.get(key);
      const delta = fresh.get(key);
      if (delta !== undefined && place?.isNew === true) {
        const { ids, first, component, customer } = place;
        const traits = storedTraits(delta);
        const document = {
          _id: key,
          ids,
          component,
          customer,
          first,
          last: weekOf(delta.last),
          traits,
          by: [delta.event],
          from: delta.source,
        };
        return { insertOne: { document } };
      }
      const { component, customer } = place ?? {};
      const before = stored.get(key);
      const isEarlier = delta !== undefined && before !== undefined && delta.first < before.first;
      const isOther =
        delta !== undefined &&
        before !== undefined &&
        (isEarlier || periodOf(delta.last) > periodOf(before.last));
      return {
        updateOne: {
          filter: { _id: key },
          update: {
            ...(place === undefined && !isEarlier
              ? {}
              : {
                  $set: {
                    ...(place === undefined ? {} : { component, customer }),
                    ...(isEarlier ? { from: delta.source } : {}),
                  },
                }),
            ...(delta === undefined ? {} : { $min: { first: delta.first }, $max: newestOf(delta) }),
            ...(isOther ? { $push: { by: { $each: [delta.event], $slice: -EVENTS_KEPT } } } : {}),
          } as Record<string, object>,
        },
      };
    },
  );
  if (operations.length > 0) await profiles.bulkWrite(operations, { session, ordered: false });
}

async function writeIdentifiers(
  { identifiers }: IdentityStore,
  plan: Plan,
  deltas: readonly ProfileDelta[],
  stubs: ReadonlySet<string>,
  session: ClientSession,
): Promise<void> {
  const written = new Map(deltas.flatMap((delta) => delta.identifiers.map((one) => [one.id, one])));
  const operations = plan.identifiers.map((one): AnyBulkWriteOperation<IdentifierDocument> => {
    const { id, namespace: ns, component, customer, first, generic, blocked, isNew } = one;
    const flags = { ...(generic ? { generic } : {}), ...(blocked ? { blocked } : {}) };
    const state = { component, customer, first, ...flags };
    const named = { ns, value: valueCodec.encode(written.get(id)?.value ?? "") };
    if (isNew && !stubs.has(id))
      return { insertOne: { document: { _id: id, ...named, ...state } } };
    const lost = {
      ...(generic ? {} : { generic: 1 as const }),
      ...(blocked ? {} : { blocked: 1 as const }),
    };
    const update = { $set: isNew ? { ...named, ...state } : state, $unset: lost };
    return { updateOne: { filter: { _id: id }, update } };
  });
  if (operations.length > 0) await identifiers.bulkWrite(operations, { session, ordered: false });
}

async function writeCustomers(
  { customers }: IdentityStore,
  plan: Plan,
  session: ClientSession,
): Promise<void> {
  // Most of them only have another profile: those are written together, which costs the server half as much.
  const grown = new Map<number, string[]>();
  const operations: AnyBulkWriteOperation<CustomerDocument>[] = [];
  for (const { id, component, profiles, isNew, isPlaced } of plan.customers)
    if (isNew) operations.push({ insertOne: { document: { _id: id, component, profiles, v: 1 } } });
    else if (isPlaced) {
      const others = grown.get(profiles);
      if (others === undefined) grown.set(profiles, [id]);
      else others.push(id);
    } else {
      const update = { $set: { component, profiles }, $inc: { v: 1 } };
      operations.push({ updateOne: { filter: { _id: id }, update } });
    }
  for (const [profiles, ids] of grown) {
    const update = { $set: { profiles }, $inc: { v: 1 } };
    operations.push({ updateMany: { filter: { _id: { $in: ids } }, update } });
  }
  for (const id of plan.gone) operations.push({ deleteOne: { filter: { _id: id } } });
  if (operations.length > 0) await customers.bulkWrite(operations, { session, ordered: false });
}

// What happened to others is told once more to whoever works the batch again; their own profiles tell the rest.
async function writeMove(
  { moves }: IdentityStore,
  { changed, gone, holders }: Plan,
  deltas: readonly ProfileDelta[],
  met: readonly ProfileDelta[],
  at: Date,
  session: ClientSession,
): Promise<void> {
  const own = new Set(deltas.map(({ key }) => holders.get(key)));
  const others = changed.filter((id) => !own.has(id));
  if (others.length === 0 && gone.length === 0) return;
  const events = met.map(({ event }) => event);
  await moves.insertOne({ events, changed: others, gone: [...gone], at }, { session });
}
