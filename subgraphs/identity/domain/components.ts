import { createDisjointSets } from "./disjoint-sets.ts";
import type { PresentLink } from "./links.ts";
import type { Seen, Ties } from "./ties.ts";

/** What hangs together, refused and expired ties included. */
export interface Components {
  /** The name of the component of an identifier that can join, or of a profile. */
  nameOf(node: string): string;
  /** The period of the newest evidence in it. */
  newestOf(node: string): number;
}

/**
 * Names components: by the identifier seen first, then by key; where there is none, by the profile seen first. By age,
 * because evidence mostly comes in its order: then a component keeps its name as it grows.
 */
export function nameComponents(
  { stars, seen, observed }: Ties,
  links: readonly PresentLink[],
): Components {
  const sets = createDisjointSets();
  for (const id of seen.keys()) sets.add(id);
  for (const { profile, joining } of stars) {
    const [centre] = joining;
    sets.add(profile.key);
    if (centre !== undefined) sets.join(centre.id, profile.key);
  }
  for (const { strong, weak } of observed) sets.join(strong.id, weak.id);
  for (const { a, b } of links) sets.join(a, b);
  const names = new Map<string, string>();
  const newest = new Map<string, number>();
  for (const id of seen.keys()) {
    const root = sets.rootOf(id);
    const name = names.get(root);
    if (name === undefined || isElder(id, name, seen)) names.set(root, id);
  }
  const lone = new Map<string, Seen>();
  for (const { profile, at } of stars) {
    const root = sets.rootOf(profile.key);
    newest.set(root, Math.max(newest.get(root) ?? -Infinity, at.last));
    const name = names.get(root);
    if (name !== undefined && !lone.has(name)) continue;
    lone.set(profile.key, at);
    if (name === undefined || isElder(profile.key, name, lone)) names.set(root, profile.key);
  }
  return {
    nameOf: (node) => names.get(sets.rootOf(node)) ?? node,
    newestOf: (node) => newest.get(sets.rootOf(node)) ?? 0,
  };
}

/** Whether one was seen before another; of two of one time, whether its key is the lesser. */
export function isElder(
  a: string,
  b: string,
  seen: ReadonlyMap<string, Pick<Seen, "first">>,
): boolean {
  const [at, other] = [seen.get(a)?.first ?? Infinity, seen.get(b)?.first ?? Infinity];
  return at < other || (at === other && a < b);
}
