import type { IdentityPolicy, NamespacePolicy } from "./policy.ts";

/** A namespace's rules and its place in the order of strength. */
export interface NamespaceRule extends NamespacePolicy {
  /** 0 for the strongest. */
  readonly rank: number;
}

/** An identifier as the partition sees it. */
export interface IdentifierRef {
  readonly id: string;
  readonly namespace: string;
}

/** A policy made ready for use. */
export interface Rules {
  readonly policy: IdentityPolicy;
  /** Strongest first. */
  readonly byRank: readonly NamespaceRule[];
  of(namespace: string): NamespaceRule | undefined;
  /** What is wrong with a normalised value that is on the block list; null where it is not. */
  blocked(namespace: string, value: string): string | null;
  /** Whether the passing of time can change who is who: then a profile seen again after a while is new evidence. */
  readonly isTimed: boolean;
  /** Strongest namespace first, then by key: the order of identifiers everywhere. */
  compare(a: IdentifierRef, b: IdentifierRef): number;
}

/** Shorter values say too little to be measured: `1111` may be a number that somebody was given. */
const SHORTEST_MEASURED = 8;

/** Compiles a policy. */
export function compileRules(policy: IdentityPolicy): Rules {
  const byRank = [...policy.namespaces]
    .sort((a, b) => a.priority - b.priority)
    .map((namespace, rank) => ({ ...namespace, rank }));
  const byName = new Map(byRank.map((rule) => [rule.name, rule]));
  const values = new Set(policy.blocked.values.map((value) => value.toLowerCase()));
  const patterns = policy.blocked.patterns.map((entry) => ({
    ...entry,
    matches: new RegExp(entry.pattern, "u"),
  }));
  const rankOf = (namespace: string): number => byName.get(namespace)?.rank ?? byRank.length;
  return {
    policy,
    byRank,
    of: (namespace) => byName.get(namespace),
    isTimed: byRank.some((rule) => rule.window !== null || rule.lifetime !== null),
    blocked: (namespace, value) => {
      const lower = value.toLowerCase();
      if (values.has(lower)) return "is a placeholder, not a value";
      if (value.length > policy.blocked.longest)
        return `has more than ${String(policy.blocked.longest)} characters`;
      const least = byName.get(namespace)?.leastEntropy ?? 0;
      if (least > 0 && value.length >= SHORTEST_MEASURED && entropyOf(lower) < least)
        return "repeats hardly more than one character";
      const found = patterns.find(
        (entry) =>
          (entry.namespace === null || entry.namespace === namespace) && entry.matches.test(lower),
      );
      return found?.reason ?? null;
    },
    compare: (a, b) =>
      rankOf(a.namespace) - rankOf(b.namespace) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  };
}

/** Shannon's entropy of the letters and digits, bits a character. */
function entropyOf(value: string): number {
  const characters = Array.from(value.replace(/[^\p{L}\p{N}]/gu, ""));
  const counts = new Map<string, number>();
  for (const one of characters) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / characters.length;
    return bits - share * Math.log2(share);
  }, 0);
}
