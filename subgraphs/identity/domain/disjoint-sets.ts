/** Disjoint sets over strings (union by size, path halving). */
export interface DisjointSets {
  add(member: string): void;
  /** The member that stands for a set. */
  rootOf(member: string): string;
  join(a: string, b: string): void;
}

interface Node {
  readonly name: string;
  parent: Node;
  size: number;
}

/** Makes sets. */
export function createDisjointSets(): DisjointSets {
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
  return {
    add: (name) => {
      if (nodes.has(name)) return;
      const node = { name, size: 1 } as Node;
      node.parent = node;
      nodes.set(name, node);
    },
    rootOf: (member) => find(member).name,
    join: (a, b) => {
      const [x, y] = [find(a), find(b)];
      if (x === y) return;
      const [large, small] = x.size >= y.size ? [x, y] : [y, x];
      small.parent = large;
      large.size += small.size;
    },
  };
}
