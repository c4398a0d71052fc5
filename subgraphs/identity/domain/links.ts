/**
 * What was decided or measured about two sides, each a list of nodes: keys of identifiers and of profiles.
 *
 * - `must`: somebody decided that they are one person. The first node of each side that can be joined stands for it.
 * - `cannot`: somebody decided that they are two. No customer holds a node of one side and a node of the other,
 *   whatever the path.
 * - `scored`: two profiles are so much alike that they are taken for one person. Followed after all that was seen, the
 *   heaviest first, under the same limits.
 */
export interface Link {
  readonly id: string;
  readonly kind: "must" | "cannot" | "scored";
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** Of a scored one: its score, the greater the more alike. */
  readonly weight?: number;
}

/** A link whose sides are there, as the nodes that stand for them. */
export interface PresentLink<Node> {
  readonly link: Link;
  readonly a: Node;
  readonly b: Node;
}

/** The links of which both sides have a node that can be joined: by weight, then by id. */
export function presentLinks<Node>(
  links: readonly Link[],
  kind: "must" | "scored",
  nodeOf: (name: string) => Node | undefined,
): PresentLink<Node>[] {
  const first = (names: readonly string[]): Node | undefined => {
    for (const name of names) {
      const node = nodeOf(name);
      if (node !== undefined) return node;
    }
    return undefined;
  };
  return links
    .flatMap((link): PresentLink<Node>[] => {
      if (link.kind !== kind) return [];
      const [a, b] = [first(link.a), first(link.b)];
      return a === undefined || b === undefined ? [] : [{ link, a, b }];
    })
    .sort(
      (x, y) =>
        (y.link.weight ?? 0) - (x.link.weight ?? 0) ||
        (x.link.id < y.link.id ? -1 : x.link.id > y.link.id ? 1 : 0),
    );
}
