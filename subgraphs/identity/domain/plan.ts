import type { Guard } from "./clusters.ts";
import { genericAmong } from "./generic.ts";
import type { IdentifierKey } from "./identify.ts";
import type { Link } from "./links.ts";
import { split, type Partition, type ProfileEvidence } from "./partition.ts";
import type { IdentifierRef, Rules } from "./rules.ts";

/** An identifier as it is stored. */
export interface KnownIdentifier extends IdentifierRef {
  /** Null where it is generic. */
  readonly component: string | null;
  readonly customer: string | null;
  readonly first: Date;
  readonly generic: boolean;
  /** Its value is on the block list by now. */
  readonly blocked: boolean;
}

/** A profile as it is stored. */
export interface KnownProfile {
  readonly key: string;
  readonly ids: readonly string[];
  readonly first: Date;
  readonly last: Date;
  readonly component: string;
  readonly customer: string;
}

/** A profile that is new, that turns out to be older than was known, or that was seen in another period. */
export interface FreshProfile {
  readonly key: string;
  readonly identifiers: readonly IdentifierKey[];
  readonly first: Date;
  readonly last: Date;
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
    /** Whether its component is the one that all its stored profiles name; never where the plan is made anew. */
    readonly isPlaced: boolean;
  }[];
  /** Customers that are new, seen earlier than was known, or that won or lost what was known before. */
  readonly changed: readonly string[];
  /** Customers that are no more. */
  readonly gone: readonly string[];
  /** The customer of each profile of the touched components. */
  readonly holders: ReadonlyMap<string, string>;
  /** Works out what became of every tie and link of the touched components. */
  readonly trace: Partition["trace"];
}

/** What is stored of the touched components. */
export interface KnownComponents {
  readonly profiles: readonly KnownProfile[];
  readonly identifiers: readonly KnownIdentifier[];
  /** Those with a node in them. */
  readonly links: readonly Link[];
}

/** How a plan is made where it is not made of what is stored alone. */
export interface PlanOptions {
  readonly guard?: Guard | undefined;
  /** What joins nobody, where that was worked out from all evidence instead of being carried on. */
  readonly anew?: { readonly generic: ReadonlySet<string>; readonly blocked: ReadonlySet<string> };
}

/** Splits the touched components together with the fresh profiles, and compares with what is stored. */
export function planResolution(
  fresh: readonly FreshProfile[],
  known: KnownComponents,
  rules: Rules,
  { guard, anew }: PlanOptions = {},
): Plan {
  const stored = new Map(known.identifiers.map((one) => [one.id, one]));
  const evidence = [...allEvidence(fresh, known.profiles, stored).values()];
  const flagged = (flag: "generic" | "blocked"): Set<string> =>
    new Set(known.identifiers.flatMap((one) => (one[flag] ? one.id : [])));
  const blocked = anew?.blocked ?? flagged("blocked");
  const generic = genericAmong(evidence, anew?.generic ?? flagged("generic"), blocked, rules);
  const result = split(evidence, { generic, blocked, links: known.links, guard }, rules);
  return {
    profiles: profilesOf(result, evidence, known.profiles),
    identifiers: identifiersOf(result, fresh, stored, {
      generic,
      blocked,
      firsts: anew === undefined ? NO_FIRSTS : firstsOf(evidence, result),
    }),
    ...customersOf(result, known, anew !== undefined),
    trace: result.trace,
  };
}

// An identifier of a stored profile that no touched component has is generic, whatever its namespace.
function allEvidence(
  fresh: readonly FreshProfile[],
  profiles: readonly KnownProfile[],
  stored: ReadonlyMap<string, KnownIdentifier>,
): Map<string, ProfileEvidence> {
  const evidence = new Map<string, ProfileEvidence>();
  for (const { key, ids, first, last } of profiles) {
    const refs = ids.map((id) => stored.get(id) ?? { id, namespace: "" });
    evidence.set(key, { key, ids: refs, first, last });
  }
  for (const { key, identifiers, first, last } of fresh) {
    const before = evidence.get(key);
    const earliest = before === undefined || first < before.first ? first : before.first;
    const latest = before === undefined || last > before.last ? last : before.last;
    evidence.set(key, { key, ids: identifiers, first: earliest, last: latest });
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
      const { ids, first, last } = byKey.get(key) ?? NOTHING_SEEN;
      const before = stored.get(key);
      if (
        before !== undefined &&
        before.customer === customer &&
        before.component === component &&
        before.first <= first
      )
        return [];
      const isNew = before === undefined;
      return [{ key, ids: ids.map(({ id }) => id), first, last, component, customer, isNew }];
    }),
  );
}

const NO_FIRSTS: ReadonlyMap<string, Date> = new Map();

/** When identifiers were seen first, where all evidence of them is at hand: of those that can join. */
function firstsOf(
  evidence: readonly ProfileEvidence[],
  { componentOf }: Partition,
): ReadonlyMap<string, Date> {
  const firsts = new Map<string, Date>();
  for (const { ids, first } of evidence)
    for (const { id } of ids) {
      const known = firsts.get(id);
      if (componentOf.has(id) && (known === undefined || first < known)) firsts.set(id, first);
    }
  return firsts;
}

const NOTHING_SEEN = { ids: [], first: new Date(0), last: new Date(0) };

function identifiersOf(
  { componentOf, customerOf }: Partition,
  fresh: readonly FreshProfile[],
  stored: ReadonlyMap<string, KnownIdentifier>,
  made: {
    readonly generic: ReadonlySet<string>;
    readonly blocked: ReadonlySet<string>;
    readonly firsts: ReadonlyMap<string, Date>;
  },
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
          blocked: false,
          ...before,
          id,
          namespace,
          first,
        });
    }
  const changed: Plan["identifiers"][number][] = [];
  for (const one of seen.values()) {
    const { id, namespace } = one;
    const before = stored.get(id);
    const known = made.firsts.get(id);
    const first = known ?? one.first;
    const component = componentOf.get(id) ?? null;
    const customer = customerOf.get(id) ?? null;
    const generic = made.generic.has(id);
    const blocked = made.blocked.has(id);
    const same =
      before?.component === component &&
      before.customer === customer &&
      before.generic === generic &&
      before.blocked === blocked &&
      (known === undefined ? before.first <= first : +before.first === +first);
    if (same) continue;
    const isNew = before === undefined;
    changed.push({ id, namespace, component, customer, first, generic, blocked, isNew });
  }
  return changed;
}

/** No component's name. */
const NOWHERE = "";

function customersOf(
  { customers, customerOf }: Partition,
  known: KnownComponents,
  isAnew: boolean,
): Omit<Plan, "profiles" | "identifiers" | "trace"> {
  const before = new Map<string, Date>();
  const places = new Map<string, string>();
  const changed = new Set<string>();
  const holders = new Map<string, string>();
  for (const { id, profiles } of customers) for (const key of profiles) holders.set(key, id);
  for (const { key, customer, component, first } of known.profiles) {
    const old = before.get(customer);
    if (old === undefined || first < old) before.set(customer, first);
    const place = places.get(customer) ?? component;
    places.set(customer, place === component ? component : NOWHERE);
    const holder = holders.get(key) ?? customer;
    if (holder !== customer) changed.add(customer).add(holder);
  }
  for (const { id, customer } of known.identifiers) {
    const after = customerOf.get(id) ?? null;
    if (after !== customer) changed.add(customer ?? "").add(after ?? "");
  }
  // Profiles that are new change nothing that was known of a customer.
  for (const { id, firstSeen } of customers)
    if (before.get(id)?.getTime() !== firstSeen.getTime()) changed.add(id);
  const alive = new Set(customers.map(({ id }) => id));
  return {
    customers: customers.map(({ id, component, profiles }) => ({
      id,
      component,
      profiles: profiles.length,
      isNew: !before.has(id),
      isPlaced: !isAnew && places.get(id) === component,
    })),
    changed: [...changed].filter((id) => alive.has(id)),
    gone: [...before.keys()].filter((id) => !alive.has(id)),
    holders,
  };
}
