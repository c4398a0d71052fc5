import type { Link } from "./links.ts";
import type { Node } from "./nodes.ts";

/** Why a union was refused: the first limit that it would have broken. */
export type Refusal =
  /** It would have more values of this namespace than `maxPerCustomer` allows. */
  | { readonly limit: "maxPerCustomer"; readonly namespace: string }
  /** Somebody decided that two of them are not one person. */
  | { readonly limit: "cannot"; readonly link: string }
  /** The two are not alike enough as wholes. */
  | { readonly limit: "guard"; readonly because: string };

/** A word in whether two clusters may become one: their profiles' keys; null where they may, else why not. */
export type Guard = (a: readonly string[], b: readonly string[], link: Link) => string | null;

/** Sets of nodes that grow together as far as the limits allow (union by size, path halving). */
export interface Clusters {
  /** Makes one set of two; null where they are one now, else why they are not. */
  join(a: Node, b: Node, rules: JoinRules): Refusal | null;
}

/** What a union is held to, beside what was decided to be two. */
export interface JoinRules {
  readonly limited: boolean;
  readonly guard?: (a: readonly string[], b: readonly string[]) => string | null;
}

/** The most values of a namespace. */
export interface KindLimit {
  readonly name: string;
  readonly most: number | null;
}

/**
 * Makes clusters of nodes, each by itself at first; `limits` by rank, and what was decided to be two by the nodes that are
 * there.
 */
export function createClusters(
  limits: readonly KindLimit[],
  cannot: readonly Link[],
  nodeOf: (name: string) => Node | undefined,
): Clusters {
  noteSides(cannot, nodeOf);
  const refusalOf = (a: Node, b: Node, { limited, guard }: JoinRules): Refusal | null => {
    const kept = keptApart(a, b);
    if (kept !== null) return { limit: "cannot", link: cannot[kept]?.id ?? "" };
    const over = limited ? firstExceeded(a, b, limits) : -1;
    if (over >= 0) return { limit: "maxPerCustomer", namespace: limits[over]?.name ?? "" };
    const because = guard?.(profilesOf(a), profilesOf(b)) ?? null;
    return because === null ? null : { limit: "guard", because };
  };
  return {
    join: (a, b, rules) => {
      const [x, y] = [clusterOf(a), clusterOf(b)];
      if (x === y) return null;
      const refusal = refusalOf(x, y, rules);
      if (refusal !== null) return refusal;
      const [large, small] = x.size >= y.size ? [x, y] : [y, x];
      small.parent = large;
      large.size += small.size;
      [large.next, small.next] = [small.next, large.next];
      addCounts(large, small);
      if (small.sides !== null) {
        large.sides ??= new Map();
        for (const [link, side] of small.sides)
          large.sides.set(link, (large.sides.get(link) ?? 0) | side);
      }
      return null;
    },
  };
}

/** The node that stands for a node's cluster. */
export function clusterOf(member: Node): Node {
  let node = member;
  while (node.parent !== node) {
    node.parent = node.parent.parent;
    node = node.parent;
  }
  return node;
}

/** All nodes of a cluster. */
export function* membersOf(root: Node): Generator<Node> {
  let node = root;
  do {
    yield node;
    node = node.next;
  } while (node !== root);
}

/** Lets an identifier count as one value of its kind. */
export function countOnce(node: Node, limits: readonly KindLimit[]): void {
  if ((limits[node.rank]?.most ?? null) === null) return;
  node.counts = new Array<number>(limits.length).fill(0);
  node.counts[node.rank] = 1;
}

function profilesOf(root: Node): string[] {
  return [...membersOf(root)].flatMap(({ profile }) => profile?.key ?? []);
}

// A cluster that a merge by hand put over a limit may still take in what adds nothing to it.
function firstExceeded(a: Node, b: Node, kinds: readonly KindLimit[]): number {
  if (a.counts === null || b.counts === null) return -1;
  for (let kind = 0; kind < kinds.length; kind += 1) {
    const most = kinds[kind]?.most ?? null;
    const [x, y] = [a.counts[kind] ?? 0, b.counts[kind] ?? 0];
    if (most !== null && x > 0 && y > 0 && x + y > most) return kind;
  }
  return -1;
}

function addCounts(to: Node, { counts }: Node): void {
  if (counts === null) return;
  if (to.counts === null) to.counts = counts;
  else
    for (let kind = 0; kind < counts.length; kind += 1)
      to.counts[kind] = (to.counts[kind] ?? 0) + (counts[kind] ?? 0);
}

const BOTH = 3;

function keptApart(a: Node, b: Node): number | null {
  if (a.sides === null || b.sides === null) return null;
  const [few, many] = a.sides.size <= b.sides.size ? [a.sides, b.sides] : [b.sides, a.sides];
  let first: number | null = null;
  for (const [link, side] of few)
    if ((side | (many.get(link) ?? 0)) === BOTH && many.has(link))
      first = first === null ? link : Math.min(first, link);
  return first;
}

function noteSides(cannot: readonly Link[], nodeOf: (name: string) => Node | undefined): void {
  cannot.forEach(({ a, b }, link) => {
    for (const [side, names] of [
      [1, a],
      [2, b],
    ] as const)
      for (const name of names) {
        const node = nodeOf(name);
        if (node === undefined) continue;
        node.sides ??= new Map();
        node.sides.set(link, (node.sides.get(link) ?? 0) | side);
      }
  });
}
