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
  /** Strongest namespace first, then by key: the order of identifiers everywhere. */
  compare(a: IdentifierRef, b: IdentifierRef): number;
}

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
    blocked: (namespace, value) => {
      const lower = value.toLowerCase();
      if (values.has(lower)) return "is a placeholder, not a value";
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
