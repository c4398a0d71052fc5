import { periodOf } from "./period.ts";
import type { IdentifierRef, Rules } from "./rules.ts";

/** One distinct set of identifiers that were seen together. */
export interface ProfileEvidence {
  readonly key: string;
  readonly ids: readonly IdentifierRef[];
  /** The earliest event time. */
  readonly first: Date;
  /** The latest event time, as exactly as it is known; its period counts. */
  readonly last: Date;
}

/** When something was seen: the earliest event time, the period of the latest; milliseconds. */
export interface Seen {
  first: number;
  last: number;
}

/** Two identifiers that were seen together. */
export interface Tie extends Seen {
  readonly strong: IdentifierRef;
  readonly weak: IdentifierRef;
}

/** A profile and those of its identifiers that can join, the strongest first: the one that it belongs to. */
export interface Star {
  readonly profile: ProfileEvidence;
  readonly at: Seen;
  readonly joining: readonly IdentifierRef[];
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
  /** Of each identifier that can join. */
  readonly seen: ReadonlyMap<string, Seen & { readonly namespace: string }>;
  readonly observed: readonly Tie[];
  readonly idle: readonly IdleTie[];
}

/** Ties the strongest identifier of each profile to its others. */
export function tiesOf(
  profiles: readonly ProfileEvidence[],
  joins: (id: string) => boolean,
  rules: Rules,
): Ties {
  const seen = new Map<string, Seen & { namespace: string }>();
  const observed = new Map<string, Tie>();
  const idle = new Map<string, IdleTie>();
  const stars = profiles.map((profile): Star => {
    const at = { first: profile.first.getTime(), last: periodOf(profile.last) };
    const usable = profile.ids.filter(({ id }) => joins(id)).sort(rules.compare);
    const [strong] = usable;
    for (const { id, namespace } of usable) {
      const known = seen.get(id);
      if (known === undefined) seen.set(id, { namespace, ...at });
      else widen(known, at);
    }
    for (const weak of usable) {
      if (strong === undefined || weak === strong) continue;
      const pair = `${strong.id} ${weak.id}`;
      const known = observed.get(pair);
      if (known === undefined) observed.set(pair, { strong, weak, ...at });
      else widen(known, at);
    }
    const from = strong?.id ?? profile.key;
    if (usable.length < profile.ids.length)
      for (const { id: to } of profile.ids) {
        if (joins(to)) continue;
        const known = idle.get(`${from} ${to}`);
        if (known === undefined) idle.set(`${from} ${to}`, { from, to, ...at });
        else widen(known, at);
      }
    return { profile, at, joining: usable };
  });
  return { stars, seen, observed: [...observed.values()], idle: [...idle.values()] };
}

function widen(known: Seen, { first, last }: Seen): void {
  known.first = Math.min(known.first, first);
  known.last = Math.max(known.last, last);
}
