import { clusterOf, membersOf } from "./clusters.ts";
import { componentOf } from "./components.ts";
import { isElder, type Node } from "./nodes.ts";
import type { Ties } from "./ties.ts";
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

/** Makes customers of clusters. */
export function gatherCustomers({ stars, seen }: Ties): Omit<Partition, "trace"> {
  const customerOf = new Map<string, string | null>();
  const customers: PartitionedCustomer[] = [];
  // Each cluster that has a record is met with its first one, and gathered with it.
  const gathered = new Set<Node>();
  for (const { node } of stars) {
    for (const { id } of node.profile?.ids ?? []) if (!seen.has(id)) customerOf.set(id, null);
    const root = clusterOf(node);
    if (gathered.has(root)) continue;
    gathered.add(root);
    customers.push(customerOfCluster(root, customerOf));
  }
  const placed = new Map<string, string>();
  for (const [id, node] of seen) {
    placed.set(id, componentOf(node));
    if (!customerOf.has(id)) customerOf.set(id, null);
  }
  return {
    customers: customers.sort((a, b) => compareText(a.id, b.id)),
    customerOf,
    componentOf: placed,
  };
}

function customerOfCluster(
  root: Node,
  customerOf: Map<string, string | null>,
): PartitionedCustomer {
  const profiles: string[] = [];
  const identifiers: string[] = [];
  let eldestProfile: Node | null = null;
  let eldestId: Node | null = null;
  for (const node of membersOf(root))
    if (node.profile === null) {
      identifiers.push(node.name);
      if (eldestId === null || isElder(node, eldestId)) eldestId = node;
    } else {
      profiles.push(node.name);
      if (eldestProfile === null || isElder(node, eldestProfile)) eldestProfile = node;
    }
  const named = eldestId ?? eldestProfile ?? root;
  for (const identifier of identifiers) customerOf.set(identifier, named.name);
  return {
    id: named.name,
    profiles: profiles.sort(compareText),
    identifiers: identifiers.sort(compareText),
    firstSeen: eldestProfile?.profile?.first ?? new Date(named.first),
    component: componentOf(named),
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
