import { createDisjointSets } from "../disjoint-sets.ts";
import type { Rules } from "../rules.ts";
import type { TraceEdge } from "../trace.ts";

/** The ties and links between two nodes, one behind the other: `edges[i]` is between `nodes[i]` and `nodes[i + 1]`. */
export interface Path {
  readonly nodes: readonly string[];
  readonly edges: readonly TraceEdge[];
}

/** The namespace of an identifier; null for a profile, or where it is not known. */
export type NamespaceOf = (node: string) => string | null;

/**
 * Why two nodes are one customer's: among all paths of ties that hold, the one whose weakest tie is the strongest, and
 * of those the shortest. Null where nothing that holds connects them.
 */
export function strongestPath(
  trace: readonly TraceEdge[],
  from: string,
  to: string,
  namespaceOf: NamespaceOf,
  rules: Rules,
): Path | null {
  const holding = trace
    .filter(({ state }) => state === "used")
    .map((edge) => ({ edge, strength: strengthOf(edge, namespaceOf, rules) }))
    .sort((x, y) => compareStrength(x.strength, y.strength) || byKeys(x.edge, y.edge));
  const sets = createDisjointSets();
  for (const node of [from, to, ...holding.flatMap(({ edge: { a, b } }) => [a, b])]) sets.add(node);
  const enough: TraceEdge[] = [];
  for (const { edge } of holding) {
    if (sets.rootOf(from) === sets.rootOf(to)) break;
    sets.join(edge.a, edge.b);
    enough.push(edge);
  }
  return cheapestPath(enough, from, to, () => 0);
}

/**
 * Why two nodes are not one customer's: the path with the fewest ties that do not hold, and of those the shortest. Null
 * where nothing connects them.
 */
export function leastRefusedPath(
  trace: readonly TraceEdge[],
  from: string,
  to: string,
): Path | null {
  const sorted = [...trace].sort(byKeys);
  return cheapestPath(sorted, from, to, ({ state }) => (state === "used" ? 0 : 1));
}

interface Step {
  readonly node: string;
  /** The edge that led here, and where from; null at the start. */
  readonly by: { readonly edge: TraceEdge; readonly before: string } | null;
}

/** The path of least cost, then of fewest edges; of equal ones the edges that come first. */
function cheapestPath(
  edges: readonly TraceEdge[],
  from: string,
  to: string,
  costOf: (edge: TraceEdge) => 0 | 1,
): Path | null {
  const near = edgesByNode(edges);
  const reached = new Map<string, Step["by"]>();
  // By cost, then by hops: what is taken first is reached best (Dijkstra; costs are small whole numbers).
  const open: Step[][][] = [[[{ node: from, by: null }]]];
  for (let cost = 0; cost < open.length; cost += 1)
    for (let hops = 0; hops < (open[cost]?.length ?? 0); hops += 1)
      for (const { node, by } of open[cost]?.[hops] ?? []) {
        if (reached.has(node)) continue;
        reached.set(node, by);
        if (node === to) return traceBack(reached, to);
        for (const edge of near.get(node) ?? []) {
          const other = edge.a === node ? edge.b : edge.a;
          if (reached.has(other)) continue;
          const level = (open[cost + costOf(edge)] ??= []);
          (level[hops + 1] ??= []).push({ node: other, by: { edge, before: node } });
        }
      }
  return null;
}

function edgesByNode(edges: readonly TraceEdge[]): Map<string, TraceEdge[]> {
  const near = new Map<string, TraceEdge[]>();
  for (const edge of edges)
    for (const node of [edge.a, edge.b]) {
      const some = near.get(node);
      if (some === undefined) near.set(node, [edge]);
      else some.push(edge);
    }
  return near;
}

function traceBack(reached: ReadonlyMap<string, Step["by"]>, to: string): Path {
  const nodes = [to];
  const edges: TraceEdge[] = [];
  for (let by = reached.get(to) ?? null; by !== null; by = reached.get(by.before) ?? null) {
    nodes.unshift(by.before);
    edges.unshift(by.edge);
  }
  return { nodes, edges };
}

type Strength = readonly [kind: number, ranks: number, weight: number];

const KINDS = { override: 0, observed: 1, scored: 2 } as const;

/** The lesser, the stronger: decisions, then what was seen by the strength of its namespaces, then scores. */
function strengthOf(
  { a, b, kind, weight }: TraceEdge,
  namespaceOf: NamespaceOf,
  rules: Rules,
): Strength {
  const ranks = [a, b].map((node) => {
    const namespace = namespaceOf(node);
    return namespace === null ? 0 : (rules.of(namespace)?.rank ?? rules.byRank.length);
  });
  return [KINDS[kind], kind === "observed" ? Math.max(...ranks) : 0, -(weight ?? 0)];
}

function compareStrength(x: Strength, y: Strength): number {
  return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
}

function byKeys(x: TraceEdge, y: TraceEdge): number {
  const [p, q] = [`${x.a} ${x.b}`, `${y.a} ${y.b}`];
  return p < q ? -1 : p > q ? 1 : 0;
}
