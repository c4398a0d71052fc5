import { createClusters, type Clusters, type Guard, type Refusal } from "./clusters.ts";
import { gatherCustomers, type Partition } from "./gather-customers.ts";
import { genericAmong } from "./generic.ts";
import { nameComponents } from "./components.ts";
import { presentLinks, type Link, type PresentLink } from "./links.ts";
import { isWithin } from "./period.ts";
import type { IdentityPolicy } from "./policy.ts";
import { compileRules, type IdentifierRef, type Rules } from "./rules.ts";
import { tiesOf, type ProfileEvidence, type Seen, type Star, type Tie, type Ties } from "./ties.ts";
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
  // Flat, not spread: what is spread is compiled for arrays of one kind, and an empty one is of another.
  const tried = [
    attach(ties, clusters),
    follow(must, "override", clusters, { limited: !rules.policy.mergesMayExceedLimits }),
    followTies(ties.observed, clusters, components.newestOf, rules),
    follow(scored, "scored", clusters, { limited: true, guard: known.guard }),
    ties.idle.map((seen): Tried => {
      const state = known.blocked.has(seen.to) ? "blocked" : "generic";
      return { a: seen.from, b: seen.to, kind: "observed", state, reason: null, seen };
    }),
  ].flat();
  return {
    ...gatherCustomers(ties, clusters, components),
    trace: () => tried.map((one) => toEdge(one, clusters)),
  };
}

function attach({ stars }: Ties, clusters: Clusters): Tried[] {
  for (const { profile } of stars) clusters.addProfile(profile.key);
  const tried: Tried[] = [];
  for (const { profile, at, joining } of [...stars].sort(byAge)) {
    const { key } = profile;
    for (const { id } of joining) {
      const reason = clusters.join(id, key, UNLIMITED);
      const seen = { first: at.first, last: profile.last.getTime() };
      tried.push({ a: key, b: id, kind: "observed", state: stateOf(reason), reason, seen });
      if (reason === null) break;
    }
  }
  return tried;
}

const UNLIMITED = { limited: false };
const LIMITED = { limited: true };

function followTies(
  ties: readonly Tie[],
  clusters: Clusters,
  newestOf: (id: string) => number,
  rules: Rules,
): Tried[] {
  const ranked = ties.map((tie): RankedTie => {
    const [strong, weak] = [rules.of(tie.strong.namespace), rules.of(tie.weak.namespace)];
    return { tie, strong: strong?.rank ?? 0, weak: weak?.rank ?? 0 };
  });
  return ranked.sort(byStrength).map(({ tie }): Tried => {
    const [a, b] = [tie.strong.id, tie.weak.id];
    const lives =
      isAlive(tie, tie.strong, newestOf, rules) && isAlive(tie, tie.weak, newestOf, rules);
    if (!lives) return { a, b, kind: "observed", state: "expired", reason: null, seen: tie };
    const reason = clusters.join(a, b, LIMITED);
    return { a, b, kind: "observed", state: stateOf(reason), reason, seen: tie };
  });
}

function isAlive(
  { strong, last }: Tie,
  { namespace }: IdentifierRef,
  newestOf: (id: string) => number,
  rules: Rules,
): boolean {
  const lifetime = rules.of(namespace)?.lifetime ?? null;
  return lifetime === null || isWithin(lifetime, last, newestOf(strong.id));
}

function follow(
  links: readonly PresentLink[],
  kind: "override" | "scored",
  clusters: Clusters,
  { limited, guard }: { readonly limited: boolean; readonly guard?: Guard | undefined },
): Tried[] {
  return links.map(({ link, a, b }) => {
    const guarded =
      guard === undefined
        ? {}
        : { guard: (x: readonly string[], y: readonly string[]) => guard(x, y, link) };
    const reason = clusters.join(a, b, { limited, ...guarded });
    return { a, b, kind, state: stateOf(reason), reason, seen: null, link };
  });
}

/** What was tried, as small as can be: hardly anybody asks for the trace. */
interface Tried extends Pick<TraceEdge, "a" | "b" | "kind" | "state" | "reason"> {
  readonly seen: Seen | null;
  readonly link?: Link;
}

// What was refused may have come together by another way: then it holds all the same.
function toEdge({ a, b, kind, state, reason, seen, link }: Tried, clusters: Clusters): TraceEdge {
  const holds = state === "refused" && clusters.rootOf(a) === clusters.rootOf(b);
  return {
    a,
    b,
    kind,
    state: holds ? "used" : state,
    reason: holds ? null : reason,
    first: seen === null ? null : new Date(seen.first),
    last: seen === null ? null : new Date(seen.last),
    weight: link?.weight ?? null,
    link: link?.id ?? null,
  };
}

function stateOf(refusal: Refusal | null): TraceEdge["state"] {
  return refusal === null ? "used" : "refused";
}

interface RankedTie {
  readonly tie: Tie;
  readonly strong: number;
  readonly weak: number;
}

function byAge(a: Star, b: Star): number {
  return a.at.first - b.at.first || (a.profile.key < b.profile.key ? -1 : 1);
}

function byStrength(a: RankedTie, b: RankedTie): number {
  return (
    a.strong - b.strong ||
    a.weak - b.weak ||
    a.tie.first - b.tie.first ||
    compareText(a.tie.strong.id, b.tie.strong.id) ||
    compareText(a.tie.weak.id, b.tie.weak.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
