import { beyondBounds, MOST_OF_SOURCE } from "./bounded-traits.ts";
import { toFieldName } from "./field-name.ts";
import type { IdentifierKey } from "./identify.ts";

/** What one event says of somebody. */
export interface Evidence {
  /** The event's id. */
  readonly event: string;
  /** Event time. */
  readonly at: Date;
  readonly source: string;
  /** As `identify` made it of the identifiers. */
  readonly profile: string;
  readonly identifiers: readonly IdentifierKey[];
  /** What it states, by name; null takes a value back. */
  readonly traits: Readonly<Record<string, unknown>>;
  /** By trait, what was sent in the place of a value that standardising changed. */
  readonly originals?: Readonly<Record<string, unknown>> | undefined;
  /** The tracking plan that it was held against, `web@3`. */
  readonly plan?: string | null;
  /** The rules that its values were standardised by, `standard@1`. */
  readonly standard?: string | null;
  /** The sender's own id of the event. */
  readonly messageId?: string | undefined;
}

/** A value as it was stated, in the order of `$max`: newest by event time, then by event id. */
export interface StatedValue {
  readonly t: Date;
  readonly e: string;
  readonly v: unknown;
}

/** What a batch says of one profile. */
export interface ProfileDelta {
  readonly key: string;
  readonly identifiers: readonly IdentifierKey[];
  first: Date;
  last: Date;
  /** The event that `first` is of, and its source. */
  event: string;
  source: string;
  /** By name, then by source. */
  readonly traits: Map<string, Map<string, StatedValue>>;
}

/** Folds a batch into one delta a profile, within the bounds of one; order and repetition do not matter. */
export function foldEvidence(evidence: readonly Evidence[]): Map<string, ProfileDelta> {
  const deltas = new Map<string, ProfileDelta>();
  for (const one of evidence) {
    const known = deltas.get(one.profile);
    const delta = known ?? emptyDelta(one);
    if (known === undefined) deltas.set(one.profile, delta);
    if (one.at < delta.first || (+one.at === +delta.first && one.event < delta.event)) {
      delta.first = one.at;
      delta.event = one.event;
      delta.source = one.source;
    }
    if (one.at > delta.last) delta.last = one.at;
    for (const [name, value] of Object.entries(one.traits)) {
      const bySource = delta.traits.get(name) ?? new Map<string, StatedValue>();
      const stated = { t: one.at, e: one.event, v: value };
      if (isNewer(stated, bySource.get(one.source))) bySource.set(one.source, stated);
      delta.traits.set(name, bySource);
    }
  }
  for (const { traits } of deltas.values()) keepBounds(traits);
  return deltas;
}

function keepBounds(traits: ProfileDelta["traits"]): void {
  let count = 0;
  for (const bySource of traits.values()) count += bySource.size;
  if (count <= MOST_OF_SOURCE) return;
  const stated = [...traits].flatMap(([key, bySource]) =>
    [...bySource.keys()].map((from) => ({
      key,
      from,
      name: toFieldName(key),
      source: toFieldName(from),
    })),
  );
  for (const { key, from } of beyondBounds(stated)) {
    traits.get(key)?.delete(from);
    if (traits.get(key)?.size === 0) traits.delete(key);
  }
}

/** Whether a statement takes the place of another. */
export function isNewer(
  a: Pick<StatedValue, "t" | "e">,
  b: Pick<StatedValue, "t" | "e"> | undefined,
): boolean {
  return b === undefined || a.t > b.t || (+a.t === +b.t && a.e > b.e);
}

function emptyDelta({ profile, identifiers, at, event, source }: Evidence): ProfileDelta {
  return { key: profile, identifiers, first: at, last: at, event, source, traits: new Map() };
}
