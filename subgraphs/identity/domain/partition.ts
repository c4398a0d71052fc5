import { createClusters, type Clusters, type Guard, type Refusal } from "./clusters.ts";
import { gatherCustomers, type Partition } from "./gather-customers.ts";
import { genericAmong } from "./generic.ts";
import { nameComponents } from "./components.ts";
import { presentLinks, type Link, type PresentLink } from "./links.ts";
import { isWithin } from "./period.ts";
import type { IdentityPolicy } from "./policy.ts";
import { compileRules, type IdentifierRef, type Rules } from "./rules.ts";
import { tiesOf, type ProfileEvidence, type Tie, type Ties } from "./ties.ts";
import type { TraceEdge } from "./trace.ts";

export type { Partition, PartitionedCustomer } from "./gather-customers.ts";
export type { ProfileEvidence } from "./ties.ts";

/** What is known beside the evidence. */
export interface Known {
  /** Identifiers that join nobody: they met too much company. */
  readonly generic: ReadonlySet<string>;
  /** Identifiers that join nobody: their value is on the block list by now. */
  readonly blocked: ReadonlySet<string>;
  readonly links: readonly Link[];
  /** A word in whether scored links join two clusters; it must not care for the order of keys. */
  readonly guard?: Guard | undefined;
}

/** Splits all evidence into customers. Pure, and blind to the order of its input. */
export function partition(
  profiles: readonly ProfileEvidence[],
  policy: IdentityPolicy,
  known: Partial<Known> = {},
): Partition {
  const rules = compileRules(policy);
  const blocked = known.blocked ?? new Set();
  const generic = genericAmong(profiles, known.generic ?? new Set(), blocked, rules);
  return split(profiles, { links: [], ...known, blocked, generic }, rules);
}

/**
 * Splits evidence of which is known what joins nobody. What holds is followed in this order, and a union that would
 * break a limit is refused:
 *
 * 1. each profile goes to the strongest of its identifiers, or of those that nobody decided it to be apart from;
 * 2. what somebody decided to be one, by id;
 * 3. what was seen together: each profile ties its strongest identifier to its others; from the strongest tie to the
 *    weakest, then from the earliest to the latest;
 * 4. what is alike by score, from the heaviest to the lightest.
 *
 * What somebody decided to be two stands above all of them.
 */
export function split(profiles: readonly ProfileEvidence[], known: Known, rules: Rules): Partition {
  const ties = tiesOf(profiles, (id) => !known.generic.has(id) && !known.blocked.has(id), rules);
  const keys = new Set(profiles.map(({ key }) => key));
  const isPresent = (node: string): boolean => ties.seen.has(node) || keys.has(node);
  const must = presentLinks(known.links, "must", isPresent);
  const scored = presentLinks(known.links, "scored", isPresent);
  const components = nameComponents(ties, [...must, ...scored]);
  const clusters = createClusters(
    rules.byRank.map(({ name, maxPerCustomer: most }) => ({ name, most })),
    known.links.filter(({ kind }) => kind === "cannot").sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  for (const [id, { namespace, last }] of ties.seen) {
    const rule = rules.of(namespace);
    const counts = isWithin(rule?.window ?? null, last, components.newestOf(id));
    clusters.addIdentifier(id, rule === undefined || !counts ? null : rule.rank);
  }
  const trace = [
    ...attach(ties, clusters),
    ...follow(must, "override", clusters, { limited: !rules.policy.mergesMayExceedLimits }),
    ...followTies(ties.observed, clusters, components.newestOf, rules),
    ...follow(scored, "scored", clusters, { limited: true, guard: known.guard }),
    ...ties.idle.map(({ from, to, ...seen }) =>
      edge(from, to, "observed", known.blocked.has(to) ? "blocked" : "generic", null, seen),
    ),
  ];
  return gatherCustomers(ties, clusters, components, settle(trace, clusters));
}

function attach({ stars }: Ties, clusters: Clusters): TraceEdge[] {
  for (const { profile } of stars) clusters.addProfile(profile.key);
  return [...stars]
    .sort((a, b) => +a.profile.first - +b.profile.first || (a.profile.key < b.profile.key ? -1 : 1))
    .flatMap(({ profile: { key, first, last }, joining }) => {
      const tried: TraceEdge[] = [];
      for (const { id } of joining) {
        const refusal = clusters.join(id, key, { limited: false });
        const seen = { first: +first, last: +last };
        tried.push(edge(key, id, "observed", stateOf(refusal), refusal, seen));
        if (refusal === null) break;
      }
      return tried;
    });
}

function followTies(
  ties: readonly Tie[],
  clusters: Clusters,
  newestOf: (id: string) => number,
  rules: Rules,
): TraceEdge[] {
  return [...ties]
    .sort((a, b) => byStrength(a, b, rules))
    .map(({ strong, weak, ...seen }) => {
      const lives = [strong, weak].every(({ namespace }) =>
        isWithin(rules.of(namespace)?.lifetime ?? null, seen.last, newestOf(strong.id)),
      );
      if (!lives) return edge(strong.id, weak.id, "observed", "expired", null, seen);
      const refusal = clusters.join(strong.id, weak.id, { limited: true });
      return edge(strong.id, weak.id, "observed", stateOf(refusal), refusal, seen);
    });
}

function follow(
  links: readonly PresentLink[],
  kind: "override" | "scored",
  clusters: Clusters,
  { limited, guard }: { readonly limited: boolean; readonly guard?: Guard | undefined },
): TraceEdge[] {
  return links.map(({ link, a, b }) => {
    const guarded =
      guard === undefined
        ? {}
        : { guard: (x: readonly string[], y: readonly string[]) => guard(x, y, link) };
    const refusal = clusters.join(a, b, { limited, ...guarded });
    return {
      ...edge(a, b, kind, stateOf(refusal), refusal, null),
      weight: link.weight ?? null,
      link: link.id,
    };
  });
}

// What was refused may have come together by another way: then it holds all the same.
function settle(trace: readonly TraceEdge[], clusters: Clusters): TraceEdge[] {
  return trace.map((one) =>
    one.state === "refused" && clusters.rootOf(one.a) === clusters.rootOf(one.b)
      ? { ...one, state: "used", reason: null }
      : one,
  );
}

function stateOf(refusal: Refusal | null): TraceEdge["state"] {
  return refusal === null ? "used" : "refused";
}

function edge(
  a: string,
  b: string,
  kind: TraceEdge["kind"],
  state: TraceEdge["state"],
  reason: Refusal | null,
  seen: { readonly first: number; readonly last: number } | null,
): TraceEdge {
  const [first, last] = seen === null ? [null, null] : [new Date(seen.first), new Date(seen.last)];
  return { a, b, kind, state, reason, first, last, weight: null, link: null };
}

function byStrength(a: Tie, b: Tie, rules: Rules): number {
  const rank = ({ namespace }: IdentifierRef): number => rules.of(namespace)?.rank ?? 0;
  return (
    rank(a.strong) - rank(b.strong) ||
    rank(a.weak) - rank(b.weak) ||
    a.first - b.first ||
    compareText(a.strong.id, b.strong.id) ||
    compareText(a.weak.id, b.weak.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
