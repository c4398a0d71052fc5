import {
  createNode,
  widen,
  type Node,
  type ProfileEvidence,
  type Seen,
  type Tie,
} from "./nodes.ts";
import { periodOf } from "./period.ts";
import type { IdentifierRef, Rules } from "./rules.ts";

/** A profile and those of its identifiers that can join, the strongest first: the one that it belongs to. */
export interface Star {
  readonly node: Node;
  readonly joining: readonly Node[];
}

/** A tie with an identifier that joins nobody. */
export interface IdleTie extends Seen {
  /** An identifier, or a profile that has none that joins. */
  readonly from: string;
  readonly to: string;
}

/** What evidence says, before anything is decided. */
export interface Ties {
  readonly stars: readonly Star[];
  /** Each identifier that can join. */
  readonly seen: ReadonlyMap<string, Node>;
  readonly observed: readonly Tie[];
}

/** Ties the strongest identifier of each profile to its others. */
export function tiesOf(
  profiles: readonly ProfileEvidence[],
  joins: (id: string) => boolean,
  rules: Rules,
): Ties {
  const seen = new Map<string, Node>();
  const observed: Tie[] = [];
  const sight = ({ id: name, namespace }: IdentifierRef, at: Seen): Node => {
    let node = seen.get(name);
    if (node === undefined) {
      const rank = rules.of(namespace)?.rank ?? rules.byRank.length;
      node = createNode({ name, namespace, rank, profile: null }, at);
      seen.set(name, node);
    } else widen(node, at);
    return node;
  };
  const stars = profiles.map((profile): Star => {
    const { key: name, ids } = profile;
    const at = { first: profile.first.getTime(), last: periodOf(profile.last) };
    const joining: Node[] = [];
    for (const one of ids) if (joins(one.id)) joining.push(sight(one, at));
    if (joining.length > 1) joining.sort(byStrength);
    const [strong] = joining;
    for (const weak of joining)
      if (strong !== undefined && weak !== strong) tie(strong, weak, at, observed);
    return { node: createNode({ name, namespace: "", rank: NO_RANK, profile }, at), joining };
  });
  return { stars, seen, observed };
}

/** The ties with identifiers that join nobody: of those only a trace tells. */
export function idleTiesOf({ stars, seen }: Ties): IdleTie[] {
  const idle = new Map<string, IdleTie>();
  for (const { node, joining } of stars) {
    const from = joining[0]?.name ?? node.name;
    for (const { id: to } of node.profile?.ids ?? []) {
      if (seen.has(to)) continue;
      const known = idle.get(`${from} ${to}`);
      if (known === undefined)
        idle.set(`${from} ${to}`, { from, to, first: node.first, last: node.last });
      else widen(known, node);
    }
  }
  return [...idle.values()];
}

/** Of a profile: it is ranked with nothing. */
const NO_RANK = -1;

function tie(strong: Node, weak: Node, at: Seen, observed: Tie[]): void {
  strong.ties ??= new Map();
  const known = strong.ties.get(weak);
  if (known !== undefined) widen(known, at);
  else {
    const made = { strong, weak, first: at.first, last: at.last };
    strong.ties.set(weak, made);
    observed.push(made);
  }
}

function byStrength(a: Node, b: Node): number {
  return a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
