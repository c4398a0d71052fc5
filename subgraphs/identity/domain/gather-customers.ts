import type { Clusters } from "./clusters.ts";
import { isElder, type Components } from "./components.ts";
import type { ProfileEvidence, Ties } from "./ties.ts";
import type { TraceEdge } from "./trace.ts";

/** A person, as the evidence has it. */
export interface PartitionedCustomer {
  /** The key of its root: the identifier seen first, then by key; of one that has none, its first profile's. */
  readonly id: string;
  /** Ascending. */
  readonly profiles: string[];
  /** Ascending. */
  readonly identifiers: string[];
  /** The earliest of its profiles. */
  readonly firstSeen: Date;
  /** The name of its component, see `components.ts`. */
  readonly component: string;
}

/** Who is who, and why. */
export interface Partition {
  /** By id, ascending. */
  readonly customers: PartitionedCustomer[];
  /** Each identifier's customer; null where nobody holds it: it joins nobody, or was refused and has no record of its own. */
  readonly customerOf: Map<string, string | null>;
  /** The component of each identifier that can join. */
  readonly componentOf: Map<string, string>;
  /** Works out what became of every tie and link: few ask. */
  readonly trace: () => readonly TraceEdge[];
}

interface Cluster {
  readonly profiles: ProfileEvidence[];
  readonly identifiers: string[];
  root: string | null;
}

/** Makes customers of clusters. */
export function gatherCustomers(
  { stars, seen }: Ties,
  clusters: Clusters,
  components: Components,
): Omit<Partition, "trace"> {
  const gathered = new Map<string, Cluster>();
  const of = (node: string): Cluster => {
    const root = clusters.rootOf(node);
    const known = gathered.get(root) ?? { profiles: [], identifiers: [], root: null };
    gathered.set(root, known);
    return known;
  };
  for (const id of seen.keys()) {
    const cluster = of(id);
    cluster.identifiers.push(id);
    if (cluster.root === null || isElder(id, cluster.root, seen)) cluster.root = id;
  }
  const customerOf = new Map<string, string | null>();
  for (const { profile } of stars) {
    of(profile.key).profiles.push(profile);
    for (const { id } of profile.ids) customerOf.set(id, null);
  }
  const customers = [...gathered.values()].flatMap((cluster): PartitionedCustomer[] => {
    const eldest = eldestOf(cluster.profiles);
    if (eldest === null) return [];
    const id = cluster.root ?? eldest.key;
    for (const identifier of cluster.identifiers) customerOf.set(identifier, id);
    return [
      {
        id,
        profiles: cluster.profiles.map(({ key }) => key).sort(compareText),
        identifiers: cluster.identifiers.sort(compareText),
        firstSeen: eldest.first,
        component: components.nameOf(id),
      },
    ];
  });
  return {
    customers: customers.sort((a, b) => compareText(a.id, b.id)),
    customerOf,
    componentOf: new Map([...seen.keys()].map((id) => [id, components.nameOf(id)])),
  };
}

function eldestOf(profiles: readonly ProfileEvidence[]): ProfileEvidence | null {
  return profiles.reduce<ProfileEvidence | null>(
    (eldest, one) =>
      eldest === null ||
      one.first < eldest.first ||
      (+one.first === +eldest.first && one.key < eldest.key)
        ? one
        : eldest,
    null,
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
