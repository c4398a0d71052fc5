import type { AnyBulkWriteOperation, ClientSession } from "mongodb";
import type { ProfileDelta } from "../domain/evidence.ts";
import {
  planResolution,
  touchedBy,
  type KnownIdentifier,
  type KnownProfile,
  type Plan,
} from "../domain/plan.ts";
import type { Rules } from "../domain/rules.ts";
import type {
  CustomerDocument,
  IdentifierDocument,
  IdentityStore,
  ProfileDocument,
} from "./collections.ts";
import { weekOf, newestOf, storedTraits } from "./known-profiles.ts";
import { valueCodec } from "./value-codec.ts";

const READ = { batchSize: 100_000 };
const EVENTS_KEPT = 5;
const NOTHING: FoundIdentifiers = { known: new Map(), stubs: new Set() };

/**
 * Takes fresh profiles into the partition, within a transaction. Every customer of the components it read is written,
 * so of two that overlap only one commits: write skew is ruled out.
 */
export async function resolveFresh(
  store: IdentityStore,
  deltas: readonly ProfileDelta[],
  rules: Rules,
  now: Date,
  session: ClientSession,
): Promise<Plan> {
  const ids = [...new Set(deltas.flatMap(({ identifiers }) => identifiers.map(({ id }) => id)))];
  const own = await findIdentifiers(store, { _id: { $in: ids } }, session);
  const touched = touchedBy(deltas, own.known);
  const profiles = await findProfiles(store, deltas, touched, session);
  const others =
    touched.length === 0
      ? NOTHING
      : await findIdentifiers(store, { component: { $in: touched } }, session);
  const identifiers = [...new Map([...own.known, ...others.known]).values()];
  const plan = planResolution(deltas, { profiles, identifiers }, rules);
  await writeProfiles(store, plan, deltas, profiles, session);
  await writeIdentifiers(store, plan, deltas, own.stubs, session);
  await writeCustomers(store, plan, session);
  // Others than their own customers are moved only by profiles that meet what is known.
  const met = deltas.filter((delta) => delta.identifiers.some(({ id }) => own.known.has(id)));
  await writeMove(store, plan, deltas, met, now, session);
  return plan;
}

interface FoundIdentifiers {
  readonly known: ReadonlyMap<string, KnownIdentifier>;
  /** Those that a receipt named before any evidence did: there is a document with decisions alone. */
  readonly stubs: ReadonlySet<string>;
}

async function findIdentifiers(
  { identifiers }: IdentityStore,
  filter: { _id: { $in: string[] } } | { component: { $in: string[] } },
  session: ClientSession,
): Promise<FoundIdentifiers> {
  const projection = {
    ns: 1,
    component: 1,
    customer: 1,
    first: 1,
    generic: 1,
  };
  const found = await identifiers
    .find<Omit<IdentifierDocument, "value">>(filter, { projection, session, ...READ })
    .toArray();
  const known = new Map<string, KnownIdentifier>();
  const stubs = new Set<string>();
  for (const { _id: id, ns, component, customer, first, generic } of found)
    if ((first as Date | undefined) === undefined) stubs.add(id);
    else
      known.set(id, {
        id,
        namespace: ns,
        component,
        customer,
        first,
        generic: generic === true,
      });
  return { known, stubs };
}

async function findProfiles(
  { profiles }: IdentityStore,
  deltas: readonly ProfileDelta[],
  components: readonly string[],
  session: ClientSession,
): Promise<KnownProfile[]> {
  const keys = deltas.map(({ key }) => key);
  const filter =
    components.length === 0
      ? { _id: { $in: keys } }
      : { $or: [{ _id: { $in: keys } }, { component: { $in: [...components] } }] };
  const projection = { ids: 1, component: 1, customer: 1, first: 1 };
  const found = await profiles
    .find<Pick<ProfileDocument, "_id" | "ids" | "component" | "customer" | "first">>(filter, {
      projection,
      session,
      ...READ,
    })
    .toArray();
  return found.map(({ _id: key, ...rest }) => ({ key, ...rest }));
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
  const firsts = new Map(known.map(({ key, first }) => [key, first]));
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
        };
        return { insertOne: { document } };
      }
      const { component, customer } = place ?? {};
      const isEarlier = delta !== undefined && delta.first < (firsts.get(key) ?? delta.first);
      return {
        updateOne: {
          filter: { _id: key },
          update: {
            ...(place === undefined ? {} : { $set: { component, customer } }),
            ...(delta === undefined ? {} : { $min: { first: delta.first }, $max: newestOf(delta) }),
            ...(isEarlier ? { $push: { by: { $each: [delta.event], $slice: -EVENTS_KEPT } } } : {}),
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
    const { id, namespace: ns, component, customer, first, generic, isNew } = one;
    const state = { component, customer, first, ...(generic ? { generic } : {}) };
    const named = { ns, value: valueCodec.encode(written.get(id)?.value ?? "") };
    if (isNew && !stubs.has(id))
      return { insertOne: { document: { _id: id, ...named, ...state } } };
    const update = { $set: isNew ? { ...named, ...state } : state };
    return { updateOne: { filter: { _id: id }, update } };
  });
  if (operations.length > 0) await identifiers.bulkWrite(operations, { session, ordered: false });
}

async function writeCustomers(
  { customers }: IdentityStore,
  plan: Plan,
  session: ClientSession,
): Promise<void> {
  const operations = [
    ...plan.customers.map(
      ({ id, component, profiles, isNew }): AnyBulkWriteOperation<CustomerDocument> =>
        isNew
          ? { insertOne: { document: { _id: id, component, profiles, v: 1 } } }
          : {
              updateOne: {
                filter: { _id: id },
                update: { $set: { component, profiles }, $inc: { v: 1 } },
              },
            },
    ),
    ...plan.gone.map((id) => ({ deleteOne: { filter: { _id: id } } })),
  ];
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
