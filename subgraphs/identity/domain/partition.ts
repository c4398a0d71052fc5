import { createDisjointSets, type DisjointSets } from "./disjoint-sets.ts";
import { genericAmong } from "./generic.ts";
import type { IdentityPolicy } from "./policy.ts";
import { compileRules, type IdentifierRef, type Rules } from "./rules.ts";

/** One distinct set of identifiers that were seen together. */
export interface ProfileEvidence {
  readonly key: string;
  readonly ids: readonly IdentifierRef[];
  /** The earliest event time. */
  readonly first: Date;
}

/** A person, as the evidence has it. */
export interface PartitionedCustomer {
  /** The key of its root: the identifier seen first, then by key; of a profile that nothing joins, the profile's. */
  readonly id: string;
  /** Ascending. */
  readonly profiles: string[];
  /** Ascending. */
  readonly identifiers: string[];
  /** The earliest of its profiles. */
  readonly firstSeen: Date;
  /**
   * The identifier seen first, then by key, among all that are connected, refused joins included; or the lone
   * profile's key. By age, because evidence mostly comes in its order: then a component keeps its name as it grows.
   */
  readonly component: string;
}

/** Who is who. */
export interface Partition {
  /** By id, ascending. */
  readonly customers: PartitionedCustomer[];
  /** Each identifier's customer; null where nobody holds it: it is generic, or was refused and has no record of its own. */
  readonly customerOf: Map<string, string | null>;
  /** The component of each identifier that is not generic. */
  readonly componentOf: Map<string, string>;
}

/** Splits all evidence into customers. Pure, and blind to the order of its input. */
export function partition(profiles: readonly ProfileEvidence[], policy: IdentityPolicy): Partition {
  const rules = compileRules(policy);
  return split(profiles, genericAmong(profiles, new Set(), rules), rules);
}

interface Edge {
  readonly strong: IdentifierRef;
  readonly weak: IdentifierRef;
  first: number;
}

interface Star {
  readonly profile: ProfileEvidence;
  /** The strongest identifier that is not generic. */
  readonly centre: string | null;
}

/**
 * Splits evidence whose generic identifiers are known. Each profile ties its strongest identifier to its others; the
 * ties are followed from the strongest to the weakest, then from the earliest to the latest, and one that would give a
 * customer more of a namespace than the policy allows is refused.
 */
export function split(
  profiles: readonly ProfileEvidence[],
  generic: ReadonlySet<string>,
  rules: Rules,
): Partition {
  const limits = rules.byRank.map((rule) => rule.maxPerCustomer);
  const customers = createDisjointSets(limits);
  const components = createDisjointSets(limits.map(() => null));
  const first = new Map<string, number>();
  const edges = new Map<string, Edge>();
  const stars = profiles.map((profile): Star => {
    const usable = profile.ids
      .filter(({ id }) => !generic.has(id))
      .sort((a, b) => rules.compare(a, b));
    const at = profile.first.getTime();
    const [strong, ...others] = usable;
    for (const { id, namespace } of usable) {
      first.set(id, Math.min(first.get(id) ?? Infinity, at));
      customers.add(id, rules.of(namespace)?.rank ?? 0);
      components.add(id, 0);
    }
    if (strong === undefined) return { profile, centre: null };
    for (const weak of others) {
      const edge = edges.get(`${strong.id} ${weak.id}`);
      if (edge !== undefined) edge.first = Math.min(edge.first, at);
      else edges.set(`${strong.id} ${weak.id}`, { strong, weak, first: at });
      components.join(strong.id, weak.id);
    }
    return { profile, centre: strong.id };
  });
  const followed = [...edges.values()].sort((a, b) => byStrength(a, b, rules));
  for (const { strong, weak } of followed) customers.join(strong.id, weak.id);
  return gather(stars, first, customers, components, profiles);
}

function byStrength(a: Edge, b: Edge, rules: Rules): number {
  const rank = ({ namespace }: IdentifierRef): number => rules.of(namespace)?.rank ?? 0;
  return (
    rank(a.strong) - rank(b.strong) ||
    rank(a.weak) - rank(b.weak) ||
    a.first - b.first ||
    compareText(a.strong.id, b.strong.id) ||
    compareText(a.weak.id, b.weak.id)
  );
}

interface Cluster {
  id: string;
  readonly profiles: ProfileEvidence[];
  readonly identifiers: string[];
}

function gather(
  stars: readonly Star[],
  first: ReadonlyMap<string, number>,
  sets: DisjointSets,
  componentSets: DisjointSets,
  profiles: readonly ProfileEvidence[],
): Partition {
  const clusters = new Map<string, Cluster>();
  const names = new Map<string, string>();
  for (const id of first.keys()) {
    const root = sets.rootOf(id);
    const cluster = clusters.get(root);
    if (cluster === undefined) clusters.set(root, { id, profiles: [], identifiers: [id] });
    else {
      cluster.identifiers.push(id);
      if (isElder(id, cluster.id, first)) cluster.id = id;
    }
    const component = componentSets.rootOf(id);
    const name = names.get(component);
    if (name === undefined || isElder(id, name, first)) names.set(component, id);
  }
  const componentOf = new Map(
    [...first.keys()].map((id) => [id, names.get(componentSets.rootOf(id)) ?? id]),
  );
  const customerOf = new Map<string, string | null>(
    profiles.flatMap(({ ids }) => ids.map(({ id }) => [id, null] as const)),
  );
  const lone: PartitionedCustomer[] = [];
  for (const { profile, centre } of stars)
    if (centre === null) lone.push(alone(profile));
    else clusters.get(sets.rootOf(centre))?.profiles.push(profile);
  const held = [...clusters.values()].filter((cluster) => cluster.profiles.length > 0);
  const customers = held.map((cluster): PartitionedCustomer => {
    for (const id of cluster.identifiers) customerOf.set(id, cluster.id);
    return {
      id: cluster.id,
      profiles: cluster.profiles.map(({ key }) => key).sort(compareText),
      identifiers: cluster.identifiers.sort(compareText),
      firstSeen: new Date(Math.min(...cluster.profiles.map(({ first: at }) => at.getTime()))),
      component: componentOf.get(cluster.id) ?? cluster.id,
    };
  });
  return {
    customers: [...customers, ...lone].sort((a, b) => compareText(a.id, b.id)),
    customerOf,
    componentOf,
  };
}

function isElder(a: string, b: string, first: ReadonlyMap<string, number>): boolean {
  const [at, other] = [first.get(a) ?? Infinity, first.get(b) ?? Infinity];
  return at < other || (at === other && a < b);
}

function alone({ key, first }: ProfileEvidence): PartitionedCustomer {
  return { id: key, profiles: [key], identifiers: [], firstSeen: first, component: key };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
