import {
  clusterOf,
  countOnce,
  createClusters,
  type Clusters,
  type Guard,
  type Refusal,
} from "./clusters.ts";
import { gatherCustomers, type Partition } from "./gather-customers.ts";
import { genericAmong } from "./generic.ts";
import { joinComponents, newestBeside } from "./components.ts";
import { presentLinks, type Link, type PresentLink } from "./links.ts";
import type { Node, ProfileEvidence, Seen, Tie } from "./nodes.ts";
import { isWithin } from "./period.ts";
import type { IdentityPolicy } from "./policy.ts";
import { compileRules, type Rules } from "./rules.ts";
import { idleTiesOf, tiesOf, type Star, type Ties } from "./ties.ts";
import type { TraceEdge } from "./trace.ts";

export type { Partition, PartitionedCustomer } from "./gather-customers.ts";
export type { ProfileEvidence } from "./nodes.ts";

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
  const ties = decide(profiles, known, rules, null);
  return {
    ...gatherCustomers(ties),
    // Hardly anybody asks: what was tried is not kept, but tried once more.
    trace: () => {
      const tried: Tried[] = [];
      decide(profiles, known, rules, tried);
      return tried.map(toEdge);
    },
  };
}

function decide(
  profiles: readonly ProfileEvidence[],
  known: Known,
  rules: Rules,
  tried: Tried[] | null,
): Ties {
  const ties = tiesOf(profiles, (id) => !known.generic.has(id) && !known.blocked.has(id), rules);
  const byKey = new Map<string, Node>();
  if (known.links.length > 0) for (const { node } of ties.stars) byKey.set(node.name, node);
  const nodeOf = (name: string): Node | undefined => ties.seen.get(name) ?? byKey.get(name);
  const must = presentLinks(known.links, "must", nodeOf);
  const scored = presentLinks(known.links, "scored", nodeOf);
  joinComponents(ties, [...must, ...scored]);
  const limits = rules.byRank.map(({ name, maxPerCustomer: most }) => ({ name, most }));
  const cannot = known.links.filter(({ kind }) => kind === "cannot");
  const clusters = createClusters(
    limits,
    cannot.sort((a, b) => (a.id < b.id ? -1 : 1)),
    nodeOf,
  );
  for (const node of ties.seen.values()) {
    const rule = rules.of(node.namespace);
    if (rule !== undefined && isWithin(rule.window, node.last, newestBeside(node)))
      countOnce(node, limits);
  }
  attach(ties.stars, clusters, tried);
  const limited = !rules.policy.mergesMayExceedLimits;
  follow(must, { kind: "override", limited, guard: undefined }, clusters, tried);
  followTies(ties.observed, clusters, rules, tried);
  follow(scored, { kind: "scored", limited: true, guard: known.guard }, clusters, tried);
  if (tried !== null)
    for (const seen of idleTiesOf(ties)) {
      const state = known.blocked.has(seen.to) ? "blocked" : "generic";
      tried.push({ a: seen.from, b: seen.to, kind: "observed", state, reason: null, seen });
    }
  return ties;
}

function attach(stars: readonly Star[], clusters: Clusters, tried: Tried[] | null): void {
  for (const { node, joining } of [...stars].sort(byAge))
    for (const one of joining) {
      const reason = clusters.join(one, node, UNLIMITED);
      if (tried !== null) {
        const seen = { first: node.first, last: node.profile?.last.getTime() ?? node.last };
        tried.push(triedOf([node, one], "observed", reason, seen));
      }
      if (reason === null) break;
    }
}

const UNLIMITED = { limited: false };
const LIMITED = { limited: true };

function followTies(
  ties: readonly Tie[],
  clusters: Clusters,
  rules: Rules,
  tried: Tried[] | null,
): void {
  for (const tie of [...ties].sort(byStrength)) {
    const { strong, weak } = tie;
    if (isAlive(tie, strong, rules) && isAlive(tie, weak, rules)) {
      const reason = clusters.join(strong, weak, LIMITED);
      tried?.push(triedOf([strong, weak], "observed", reason, tie));
    } else {
      const [a, b] = [strong.name, weak.name];
      tried?.push({ a, b, kind: "observed", state: "expired", reason: null, seen: tie });
    }
  }
}

function isAlive({ strong, last }: Tie, { namespace }: Node, rules: Rules): boolean {
  const lifetime = rules.of(namespace)?.lifetime ?? null;
  return lifetime === null || isWithin(lifetime, last, newestBeside(strong));
}

function follow(
  links: readonly PresentLink<Node>[],
  {
    kind,
    limited,
    guard,
  }: {
    readonly kind: "override" | "scored";
    readonly limited: boolean;
    readonly guard: Guard | undefined;
  },
  clusters: Clusters,
  tried: Tried[] | null,
): void {
  for (const { link, a, b } of links) {
    const guarded =
      guard === undefined
        ? {}
        : { guard: (x: readonly string[], y: readonly string[]) => guard(x, y, link) };
    const reason = clusters.join(a, b, { limited, ...guarded });
    tried?.push({ ...triedOf([a, b], kind, reason, null), link });
  }
}

/** What was tried. */
interface Tried extends Pick<TraceEdge, "a" | "b" | "kind" | "state" | "reason"> {
  readonly seen: Seen | null;
  readonly link?: Link;
  /** Those of `a` and `b`, where it was tried to make them one. */
  readonly nodes?: readonly [Node, Node];
}

function triedOf(
  nodes: readonly [Node, Node],
  kind: TraceEdge["kind"],
  reason: Refusal | null,
  seen: Seen | null,
): Tried {
  const [{ name: a }, { name: b }] = nodes;
  return { a, b, kind, state: reason === null ? "used" : "refused", reason, seen, nodes };
}

// What was refused may have come together by another way: then it holds all the same.
function toEdge({ a, b, kind, state, reason, seen, link, nodes }: Tried): TraceEdge {
  const [x, y] = nodes ?? [];
  const isOne = x !== undefined && y !== undefined && clusterOf(x) === clusterOf(y);
  const holds = state === "refused" && isOne;
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

function byAge({ node: a }: Star, { node: b }: Star): number {
  return a.first - b.first || (a.name < b.name ? -1 : 1);
}

function byStrength(a: Tie, b: Tie): number {
  return (
    a.strong.rank - b.strong.rank ||
    a.weak.rank - b.weak.rank ||
    a.first - b.first ||
    compareText(a.strong.name, b.strong.name) ||
    compareText(a.weak.name, b.weak.name)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
