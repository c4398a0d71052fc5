import type { Link } from "./links.ts";

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

/** Sets of nodes that grow together as far as the limits allow. */
export interface Clusters {
  /** Adds an identifier; `kind` is its namespace's place, null where it does not count. */
  addIdentifier(id: string, kind: number | null): void;
  addProfile(key: string): void;
  rootOf(node: string): string;
  /** Makes one set of two; null where they are one now, else why they are not. */
  join(a: string, b: string, rules: JoinRules): Refusal | null;
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

interface Node {
  readonly name: string;
  parent: Node;
  size: number;
  /** How many values it has of each kind; null where it has none. */
  counts: number[] | null;
  /** Which sides of which cannot-links it holds: bit 1 for a, bit 2 for b. */
  sides: Map<number, number> | null;
  profiles: string[];
}

/** Makes clusters (union by size, path halving). */
export function createClusters(kinds: readonly KindLimit[], cannot: readonly Link[]): Clusters {
  const nodes = new Map<string, Node>();
  const sidesOf = sidesByNode(cannot);
  const add = (name: string, profiles: string[]): Node => {
    const sides = sidesOf.get(name);
    const node = {
      name,
      size: 1,
      counts: null,
      sides: sides === undefined ? null : new Map(sides),
      profiles,
    } as unknown as Node;
    node.parent = node;
    nodes.set(name, node);
    return node;
  };
  const find = (member: string): Node => {
    let node = nodes.get(member);
    if (node === undefined) throw new Error("not a node of any cluster");
    while (node.parent !== node) {
      node.parent = node.parent.parent;
      node = node.parent;
    }
    return node;
  };
  const refusalOf = (a: Node, b: Node, { limited, guard }: JoinRules): Refusal | null => {
    const kept = keptApart(a, b);
    if (kept !== null) return { limit: "cannot", link: cannot[kept]?.id ?? "" };
    const over = limited ? firstExceeded(a, b, kinds) : -1;
    if (over >= 0) return { limit: "maxPerCustomer", namespace: kinds[over]?.name ?? "" };
    const because = guard?.(a.profiles, b.profiles) ?? null;
    return because === null ? null : { limit: "guard", because };
  };

  return {
    addIdentifier: (id, kind) => {
      if (nodes.has(id)) return;
      const node = add(id, []);
      if (kind !== null) {
        node.counts = new Array<number>(kinds.length).fill(0);
        node.counts[kind] = 1;
      }
    },
    addProfile: (key) => {
      add(key, [key]);
    },
    rootOf: (node) => find(node).name,
    join: (a, b, rules) => {
      const [x, y] = [find(a), find(b)];
      if (x === y) return null;
      const refusal = refusalOf(x, y, rules);
      if (refusal !== null) return refusal;
      const [large, small] = x.size >= y.size ? [x, y] : [y, x];
      small.parent = large;
      large.size += small.size;
      addCounts(large, small);
      for (const key of small.profiles) large.profiles.push(key);
      if (small.sides !== null) {
        large.sides ??= new Map();
        for (const [link, side] of small.sides)
          large.sides.set(link, (large.sides.get(link) ?? 0) | side);
      }
      return null;
    },
  };
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

function sidesByNode(cannot: readonly Link[]): Map<string, Map<number, number>> {
  const sides = new Map<string, Map<number, number>>();
  cannot.forEach(({ a, b }, link) => {
    for (const [side, nodes] of [
      [1, a],
      [2, b],
    ] as const)
      for (const node of nodes) {
        const own = sides.get(node) ?? new Map<number, number>();
        own.set(link, (own.get(link) ?? 0) | side);
        sides.set(node, own);
      }
  });
  return sides;
}
