import type { Rules } from "./rules.ts";

/** A profile of the customer that is split, with its identifiers that can join. */
export interface SplitProfile {
  readonly key: string;
  readonly ids: readonly { readonly id: string; readonly namespace: string }[];
}

/** The two sides of a split: keys of identifiers and profiles, ascending. */
export interface SplitSides {
  readonly taken: readonly string[];
  readonly kept: readonly string[];
}

/**
 * What a split takes out beside the nodes that were named: profiles whose strongest identifier goes, and identifiers
 * that were seen in no profile that stays. Everything else of the customer is kept.
 */
export function splitSides(
  named: ReadonlySet<string>,
  profiles: readonly SplitProfile[],
  identifiers: readonly string[],
  rules: Rules,
): SplitSides {
  const taken = new Set(named);
  const goes = ({ key, ids }: SplitProfile): boolean => {
    const [centre] = [...ids].sort((a, b) => rules.compare(a, b));
    return taken.has(key) || (centre !== undefined && taken.has(centre.id));
  };
  for (let before = -1; before !== taken.size;) {
    before = taken.size;
    const staying = new Set<string>();
    for (const profile of profiles)
      if (goes(profile)) taken.add(profile.key);
      else for (const { id } of profile.ids) staying.add(id);
    for (const id of identifiers) if (!staying.has(id)) taken.add(id);
  }
  const all = [...profiles.map(({ key }) => key), ...identifiers];
  return { taken: [...taken].sort(), kept: all.filter((node) => !taken.has(node)).sort() };
}
