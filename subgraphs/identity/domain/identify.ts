import type { Keys } from "../../../platform/keys.ts";
import { createLru } from "../../../platform/lru.ts";
import { normalise } from "./normalise.ts";
import type { Rules } from "./rules.ts";

/** An identifier as a source wrote it. */
export interface RawIdentifier {
  readonly namespace: string;
  readonly value: string;
}

/** A normalised identifier and its key. */
export interface IdentifierKey {
  /** Keyed hash of namespace and value; the canonical id of a customer is one of these. */
  readonly id: string;
  readonly namespace: string;
  readonly value: string;
}

/** What a record says about who it is about. */
export interface IdentifiedSet {
  /** The key of the profile that the record is evidence of; null where nothing in it identifies anybody. */
  readonly profile: string | null;
  /** Without repeats, strongest namespace first, then by key. */
  readonly identifiers: IdentifierKey[];
  /** What was left out, and why. */
  readonly ignored: {
    readonly namespace: string;
    readonly value?: string;
    readonly reason: string;
  }[];
}

/** The most identifiers that one record is taken to have; the weakest beyond are left out. */
const MOST = 50;
const LONGEST_REMEMBERED = 200;

/** The key of an identifier. */
export function identifierKey(namespace: string, value: string, keys: Keys): string {
  return `c${keys.hash("identifier", `${namespace}\n${value}`)}`;
}

/** Works out the identifiers and the profile of a record. */
export type Identify = (raw: readonly RawIdentifier[]) => IdentifiedSet;

/** How many values and sets are remembered: people come back, and normalising and hashing are most of the work. */
const REMEMBERED = 50_000;

/** Makes the one way that records are identified. */
export function createIdentify(rules: Rules, keys: Keys): Identify {
  const known = createLru<string, IdentifierKey | string>(REMEMBERED);
  const profiles = createLru<string, string>(REMEMBERED);
  const keyOf = ({ namespace, value }: RawIdentifier): IdentifierKey | string => {
    const written = `${namespace}\n${value}`;
    const before = known.get(written);
    if (before !== undefined) return before;
    const normalised = normalise(namespace, value, rules);
    const found =
      normalised.kind === "fault"
        ? normalised.reason
        : {
            id: identifierKey(namespace, normalised.value, keys),
            namespace,
            value: normalised.value,
          };
    if (written.length <= LONGEST_REMEMBERED) known.set(written, found);
    return found;
  };
  const profileOf = (ids: readonly string[]): string => {
    const set = [...ids].sort().join("\n");
    const before = profiles.get(set);
    if (before !== undefined) return before;
    const profile = `p${keys.hash("identifier", `profile\n${set}`)}`;
    profiles.set(set, profile);
    return profile;
  };
  return (raw) => {
    const found = new Map<string, IdentifierKey>();
    const ignored: IdentifiedSet["ignored"] = [];
    for (const one of raw) {
      const key = keyOf(one);
      if (typeof key === "string") ignored.push({ ...one, reason: key });
      else found.set(key.id, key);
    }
    const sorted = [...found.values()].sort((a, b) => rules.compare(a, b));
    const identifiers = sorted.slice(0, MOST);
    for (const { namespace, value } of sorted.slice(MOST))
      ignored.push({ namespace, value, reason: `is beyond the ${String(MOST)} of one record` });
    const profile = identifiers.length === 0 ? null : profileOf(identifiers.map(({ id }) => id));
    return { profile, identifiers, ignored };
  };
}
