import type { IdentifierRef, Rules } from "./rules.ts";

/**
 * What an identifier was seen together with, as far as its limits ask. It only grows, by union, so that order and
 * repetition do not matter; beyond a limit it stops growing, so that it stays small.
 */
export interface Company {
  /** Distinct anchors by namespace. */
  readonly anchors: Readonly<Record<string, readonly string[]>>;
  /** Distinct identifiers of any kind. */
  readonly near: readonly string[];
}

/** Of an identifier that nobody has met. */
export const NO_COMPANY: Company = { anchors: {}, near: [] };

/**
 * The company of an identifier that was seen in one more profile: null once it is generic, which it stays; the same
 * object where it learnt nothing. A namespace without a rule is generic.
 */
export function meet(
  known: Company | null,
  own: IdentifierRef,
  profile: readonly IdentifierRef[],
  rules: Rules,
): Company | null {
  const rule = rules.of(own.namespace);
  if (known === null || rule === undefined) return null;
  const { maxAnchorsPerValue, maxNeighbours } = rule;
  let { anchors, near } = known;
  for (const { id, namespace } of profile) {
    if (id === own.id) continue;
    if (maxNeighbours !== null && !near.includes(id)) {
      if (near.length >= maxNeighbours) return null;
      near = [...near, id];
    }
    if (maxAnchorsPerValue !== null && rules.of(namespace)?.class === "anchor") {
      const met = anchors[namespace] ?? [];
      if (met.includes(id)) continue;
      if (met.length >= maxAnchorsPerValue) return null;
      anchors = { ...anchors, [namespace]: [...met, id] };
    }
  }
  return near === known.near && anchors === known.anchors ? known : { anchors, near };
}
