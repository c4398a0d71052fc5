import type { IdentifierRef } from "./rules.ts";

/** One distinct set of identifiers that were seen together. */
export interface ProfileEvidence {
  readonly key: string;
  readonly ids: readonly IdentifierRef[];
  /** The earliest event time. */
  readonly first: Date;
  /** The latest event time, as exactly as it is known; its period counts. */
  readonly last: Date;
}

/** When something was seen: the earliest event time, the period of the latest; milliseconds. */
export interface Seen {
  first: number;
  last: number;
}

/**
 * An identifier that can join, or a profile, as one partition works with it: what it is, and its place in the two kinds of
 * sets that it is in. For every batch tens of thousands are put into sets: nodes that know each other are looked up by
 * name once.
 */
export interface Node extends Seen {
  readonly name: string;
  /** Null of an identifier. */
  readonly profile: ProfileEvidence | null;
  /** Of an identifier; empty of a profile. */
  readonly namespace: string;
  /** The place of its namespace in the order of strength. */
  readonly rank: number;
  /** The ties of which it is the stronger end, by the weaker one; null where it has none. */
  ties: Map<Node, Tie> | null;
  /** Its component: the next node towards the root, which is its own. */
  above: Node;
  /** Of the root: how many nodes there are, the one that names the component, the newest period. */
  weight: number;
  eldest: Node;
  newest: number;
  /** Its cluster: the next node towards the root, which is its own; and the next one of all its members, in a ring. */
  parent: Node;
  next: Node;
  /** Of the root: how many nodes there are, how many values of each kind; null where none counts. */
  size: number;
  counts: number[] | null;
  /** Of the root: which sides of which cannot-links are in it, bit 1 for a, bit 2 for b; null where none is. */
  sides: Map<number, number> | null;
}

/** Two identifiers that were seen together. */
export interface Tie extends Seen {
  readonly strong: Node;
  readonly weak: Node;
}

/** A node in sets of its own. */
export function createNode(
  {
    name,
    namespace,
    rank,
    profile,
  }: Pick<Node, "name" | "namespace" | "rank"> & { readonly profile: ProfileEvidence | null },
  { first, last }: Seen,
): Node {
  // One shape for all, or each function that meets nodes is compiled for several.
  const node = {
    name,
    profile,
    namespace,
    rank,
    first,
    last,
    ties: null,
    above: null,
    weight: 1,
    eldest: null,
    newest: last,
    parent: null,
    next: null,
    size: 1,
    counts: null,
    sides: null,
  } as unknown as Node;
  node.above = node;
  node.eldest = node;
  node.parent = node;
  node.next = node;
  return node;
}

/** Whether one was seen before another; of two of one time, whether its key is the lesser. */
export function isElder(a: Node, b: Node): boolean {
  return a.first < b.first || (a.first === b.first && a.name < b.name);
}

/** Lets what was seen hold for another sight of it. */
export function widen(known: Seen, { first, last }: Seen): void {
  if (first < known.first) known.first = first;
  if (last > known.last) known.last = last;
}
