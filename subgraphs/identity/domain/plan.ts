import { genericAmong } from "./generic.ts";
import type { IdentifierKey } from "./identify.ts";
import { split, type Partition, type ProfileEvidence } from "./partition.ts";
import type { IdentifierRef, Rules } from "./rules.ts";

/** An identifier as it is stored. */
export interface KnownIdentifier extends IdentifierRef {
  /** Null where it is generic. */
  readonly component: string | null;
  readonly customer: string | null;
  readonly first: Date;
  readonly generic: boolean;
}

/** A profile as it is stored. */
export interface KnownProfile {
  readonly key: string;
  readonly ids: readonly string[];
  readonly first: Date;
  readonly component: string;
  readonly customer: string;
}

/** A profile that is new, or that turns out to be older than was known. */
export interface FreshProfile {
  readonly key: string;
  readonly identifiers: readonly IdentifierKey[];
  readonly first: Date;
}

/** The components that fresh profiles touch: those must be split anew. */
export function touchedBy(
  fresh: readonly FreshProfile[],
  known: ReadonlyMap<string, KnownIdentifier>,
): string[] {
  const touched = new Set<string>();
  for (const { identifiers } of fresh)
    for (const { id } of identifiers) {
      const component = known.get(id)?.component;
      if (typeof component === "string") touched.add(component);
    }
  return [...touched];
}

/** What is to be written so that the touched components are as a rebuild would have them. */
export interface Plan {
  /** The profiles that are new or whose place changed. */
  readonly profiles: readonly (KnownProfile & { readonly isNew: boolean })[];
  /** The identifiers that are new or whose state changed. */
  readonly identifiers: readonly (KnownIdentifier & { readonly isNew: boolean })[];
  /** Every customer of the touched components: all are written, so that overlapping plans can't both commit. */
  readonly customers: readonly {
    readonly id: string;
    readonly component: string;
    readonly profiles: number;
    readonly isNew: boolean;
  }[];
  /** Customers that are new, or whose profiles, identifiers or first sight changed. */
  readonly changed: readonly string[];
  /** Customers that are no more. */
  readonly gone: readonly string[];
  /** The customer of each profile of the touched components. */
  readonly holders: ReadonlyMap<string, string>;
}

/** What is stored of the touched components. */
export interface KnownComponents {
  readonly profiles: readonly KnownProfile[];
  readonly identifiers: readonly KnownIdentifier[];
}

/** Splits the touched components together with the fresh profiles, and compares with what is stored. */
export function planResolution(
  fresh: readonly FreshProfile[],
  known: KnownComponents,
  rules: Rules,
): Plan {
  const stored = new Map(known.identifiers.map((one) => [one.id, one]));
  const evidence = [...allEvidence(fresh, known.profiles, stored).values()];
  const before = new Set(known.identifiers.flatMap((one) => (one.generic ? one.id : [])));
  const generic = genericAmong(evidence, before, rules);
  const result = split(evidence, generic, rules);
  return {
    profiles: profilesOf(result, evidence, known.profiles),
    identifiers: identifiersOf(result, fresh, stored, generic),
    ...customersOf(result, known),
  };
}

// An identifier of a stored profile that no touched component has is generic, whatever its namespace.
function allEvidence(
  fresh: readonly FreshProfile[],
  profiles: readonly KnownProfile[],
  stored: ReadonlyMap<string, KnownIdentifier>,
): Map<string, ProfileEvidence> {
  const evidence = new Map<string, ProfileEvidence>();
  for (const { key, ids, first } of profiles) {
    const refs = ids.map((id) => ({ id, namespace: stored.get(id)?.namespace ?? "" }));
    evidence.set(key, { key, ids: refs, first });
  }
  for (const { key, identifiers, first } of fresh) {
    const before = evidence.get(key);
    const earliest = before === undefined || first < before.first ? first : before.first;
    evidence.set(key, { key, ids: identifiers, first: earliest });
  }
  return evidence;
}

function profilesOf(
  result: Partition,
  evidence: readonly ProfileEvidence[],
  known: readonly KnownProfile[],
): Plan["profiles"] {
  const byKey = new Map(evidence.map((profile) => [profile.key, profile]));
  const stored = new Map(known.map((profile) => [profile.key, profile]));
  return result.customers.flatMap(({ id: customer, component, profiles }) =>
    profiles.flatMap((key) => {
      const { ids, first } = byKey.get(key) ?? { ids: [], first: new Date(0) };
      const before = stored.get(key);
      if (
        before !== undefined &&
        before.customer === customer &&
        before.component === component &&
        before.first <= first
      )
        return [];
      const isNew = before === undefined;
      return [{ key, ids: ids.map(({ id }) => id), first, component, customer, isNew }];
    }),
  );
}

function identifiersOf(
  { componentOf, customerOf }: Partition,
  fresh: readonly FreshProfile[],
  stored: ReadonlyMap<string, KnownIdentifier>,
  generic: ReadonlySet<string>,
): Plan["identifiers"] {
  const seen = new Map<string, KnownIdentifier>(stored);
  for (const { identifiers, first } of fresh)
    for (const { id, namespace } of identifiers) {
      const before = seen.get(id);
      if (before === undefined || first < before.first)
        seen.set(id, {
          component: null,
          customer: null,
          generic: false,
          ...before,
          id,
          namespace,
          first,
        });
    }
  return [...seen.values()].flatMap((one) => {
    const before = stored.get(one.id);
    const after = {
      ...one,
      component: componentOf.get(one.id) ?? null,
      customer: customerOf.get(one.id) ?? null,
      generic: generic.has(one.id),
      isNew: before === undefined,
    };
    const same =
      before !== undefined &&
      before.component === after.component &&
      before.customer === after.customer &&
      before.generic === after.generic &&
      before.first <= after.first;
    return same ? [] : [after];
  });
}

function customersOf(
  { customers, customerOf }: Partition,
  known: KnownComponents,
): Pick<Plan, "customers" | "changed" | "gone" | "holders"> {
  const before = new Map<string, { profiles: number; first: Date }>();
  const changed = new Set<string>();
  const holders = new Map(
    customers.flatMap(({ id, profiles }) => profiles.map((key) => [key, id])),
  );
  for (const { key, customer, first } of known.profiles) {
    const old = before.get(customer);
    if (old === undefined) before.set(customer, { profiles: 1, first });
    else
      Object.assign(old, {
        profiles: old.profiles + 1,
        first: first < old.first ? first : old.first,
      });
    const holder = holders.get(key) ?? customer;
    if (holder !== customer) changed.add(customer).add(holder);
  }
  for (const { id, customer } of known.identifiers) {
    const after = customerOf.get(id) ?? null;
    if (after !== customer) changed.add(customer ?? "").add(after ?? "");
  }
  for (const { id, profiles, firstSeen } of customers) {
    const old = before.get(id);
    const same = old?.profiles === profiles.length && +old.first === +firstSeen;
    if (!same) changed.add(id);
  }
  const alive = new Set(customers.map(({ id }) => id));
  return {
    customers: customers.map(({ id, component, profiles }) => ({
      id,
      component,
      profiles: profiles.length,
      isNew: !before.has(id),
    })),
    changed: [...changed].filter((id) => alive.has(id)),
    gone: [...before.keys()].filter((id) => !alive.has(id)),
    holders,
  };
}
