import type { ClientSession } from "mongodb";
import type { Plan } from "../domain/plan.ts";
import { readClosure } from "./closure.ts";
import type { CustomerDocument, IdentityStore } from "./collections.ts";
import { planWith, type PlanContext } from "./match/guard.ts";
import { writePlan } from "./resolution.ts";

/** What a rebuild found different from what is stored. */
export interface Differences {
  /** Profiles in another customer or component. */
  readonly profiles: number;
  /** Identifiers in another customer or component, or with another state or first sight. */
  readonly identifiers: number;
  /** Customers that are missing, superfluous, or have other figures. */
  readonly customers: number;
}

/** A page, worked out from evidence alone. */
export interface RebuiltPage {
  readonly plan: Plan;
  readonly differences: Differences;
  /** The customer and the component of each profile, as they are stored. */
  readonly before: ReadonlyMap<string, { readonly customer: string; readonly component: string }>;
}

/** What rebuilding needs. */
export type RebuildContext = PlanContext;

/** Works the components of some profiles out from their evidence and compares; writes nothing. */
export async function rebuildPage(
  profiles: readonly string[],
  context: RebuildContext,
  session?: ClientSession,
): Promise<RebuiltPage & { readonly repair: (session: ClientSession) => Promise<void> }> {
  const { store, rules } = context;
  const closure = await readClosure(store, profiles, rules, session);
  const plan = await planWith([], closure, context, session, closure);
  const stored = await customersOf(store, plan, session);
  const rebuilt = plan.customers.map((one) => ({ ...one, isNew: !stored.has(one.id) }));
  const other = rebuilt.filter(({ id, component, profiles: count }) => {
    const known = stored.get(id);
    return known?.component !== component || known.profiles !== count;
  });
  const gone = plan.gone.filter((id) => stored.has(id));
  return {
    plan,
    differences: {
      profiles: plan.profiles.length,
      identifiers: plan.identifiers.length,
      customers: other.length + gone.length,
    },
    before: new Map(closure.profiles.map(({ key, ...place }) => [key, place])),
    // Every customer of the page is written: a resolution that overlaps collides with this.
    repair: (own) =>
      writePlan({ ...plan, customers: rebuilt }, [], closure, { store, session: own }),
  };
}

async function customersOf(
  { customers }: IdentityStore,
  plan: Plan,
  session: ClientSession | undefined,
): Promise<Map<string, CustomerDocument>> {
  const ids = [...plan.customers.map(({ id }) => id), ...plan.gone];
  const found = await customers
    .find({ _id: { $in: ids } }, session === undefined ? {} : { session })
    .toArray();
  return new Map(found.map((one) => [one._id, one]));
}

/** A customer without a profile: nobody's. */
export type StrayCustomer = Pick<CustomerDocument, "_id" | "v">;

/** Customers without a profile. */
export async function strayCustomers({
  customers,
  profiles,
}: IdentityStore): Promise<StrayCustomer[]> {
  const held = {
    from: profiles.collectionName,
    localField: "_id",
    foreignField: "customer",
    pipeline: [{ $limit: 1 }, { $project: { _id: 1 } }],
    as: "held",
  };
  return customers
    .aggregate<StrayCustomer>([{ $lookup: held }, { $match: { held: [] } }, { $project: { v: 1 } }])
    .toArray();
}

/** Drops customers unless they changed since. */
export async function dropCustomers(
  { customers }: IdentityStore,
  stray: readonly StrayCustomer[],
): Promise<void> {
  if (stray.length > 0)
    await customers.deleteMany({ $or: stray.map(({ _id, v }) => ({ _id, v })) });
}
