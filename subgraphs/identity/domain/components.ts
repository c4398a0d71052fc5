import { isElder, type Node } from "./nodes.ts";
import type { Ties } from "./ties.ts";

/**
 * Puts together what hangs together, refused and expired ties included (union by size, path halving), and names it: by the
 * identifier seen first, then by key; where there is none, by the profile seen first. By age, because evidence mostly comes
 * in its order: then a component keeps its name as it grows.
 */
export function joinComponents(
  { stars, observed }: Pick<Ties, "stars" | "observed">,
  links: readonly { readonly a: Node; readonly b: Node }[],
): void {
  for (const { node, joining } of stars) {
    const [centre] = joining;
    if (centre !== undefined) join(centre, node);
  }
  for (const { strong, weak } of observed) join(strong, weak);
  for (const { a, b } of links) join(a, b);
}

/** The name of the component of an identifier that can join, or of a profile. */
export function componentOf(node: Node): string {
  return rootOf(node).eldest.name;
}

/** The period of the newest evidence in its component. */
export function newestBeside(node: Node): number {
  return rootOf(node).newest;
}

function rootOf(member: Node): Node {
  let node = member;
  while (node.above !== node) {
    node.above = node.above.above;
    node = node.above;
  }
  return node;
}

function join(a: Node, b: Node): void {
  const [x, y] = [rootOf(a), rootOf(b)];
  if (x === y) return;
  const [large, small] = x.weight >= y.weight ? [x, y] : [y, x];
  small.above = large;
  large.weight += small.weight;
  if (small.newest > large.newest) large.newest = small.newest;
  if (names(small.eldest, large.eldest)) large.eldest = small.eldest;
}

/** Whether a node names what another one named so far. */
function names(one: Node, other: Node): boolean {
  const isProfile = one.profile !== null;
  return isProfile === (other.profile !== null) ? isElder(one, other) : !isProfile;
}
