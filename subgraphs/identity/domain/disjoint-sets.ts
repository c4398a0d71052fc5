/** Disjoint sets over strings, each with how many members it has of each kind (union by size, path halving). */
export interface DisjointSets {
  add(member: string, kind: number): void;
  /** The member that stands for a set. */
  rootOf(member: string): string;
  /** Joins two sets unless that would give one more members of a kind than `limits` allows; whether they are one now. */
  join(a: string, b: string): boolean;
}

interface Node {
  readonly name: string;
  parent: Node;
  size: number;
  counts: Int32Array;
}

/** Makes sets; `limits` by kind, null where there is none. */
export function createDisjointSets(limits: readonly (number | null)[]): DisjointSets {
  const nodes = new Map<string, Node>();
  const find = (member: string): Node => {
    let node = nodes.get(member);
    if (node === undefined) throw new Error("not a member of any set");
    while (node.parent !== node) {
      node.parent = node.parent.parent;
      node = node.parent;
    }
    return node;
  };
  const fits = (a: Node, b: Node): boolean =>
    limits.every(
      (most, kind) => most === null || (a.counts[kind] ?? 0) + (b.counts[kind] ?? 0) <= most,
    );

  return {
    add: (name, kind) => {
      if (nodes.has(name)) return;
      const counts = new Int32Array(limits.length);
      counts[kind] = 1;
      const node = { name, size: 1, counts } as Node;
      node.parent = node;
      nodes.set(name, node);
    },
    rootOf: (member) => find(member).name,
    join: (a, b) => {
      const [x, y] = [find(a), find(b)];
      if (x === y) return true;
      if (!fits(x, y)) return false;
      const [large, small] = x.size >= y.size ? [x, y] : [y, x];
      small.parent = large;
      large.size += small.size;
      large.counts = large.counts.map((count, kind) => count + (small.counts[kind] ?? 0));
      return true;
    },
  };
}
