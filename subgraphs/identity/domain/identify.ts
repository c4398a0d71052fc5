import type { Keys } from "../../../platform/keys.ts";
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

/** The key of an identifier. */
export function identifierKey(namespace: string, value: string, keys: Keys): string {
  return `c${keys.hash("identifier", `${namespace}\n${value}`)}`;
}

/** The key of the profile of a set of identifiers. */
function profileKey(ids: readonly string[], keys: Keys): string {
  return `p${keys.hash("identifier", `profile\n${[...ids].sort().join("\n")}`)}`;
}

/** Works out the identifiers and the profile of a record. */
export function identify(raw: readonly RawIdentifier[], rules: Rules, keys: Keys): IdentifiedSet {
  const found = new Map<string, IdentifierKey>();
  const ignored: IdentifiedSet["ignored"] = [];
  for (const { namespace, value } of raw) {
    const normalised = normalise(namespace, value, rules);
    if (normalised.kind === "fault") ignored.push({ namespace, value, reason: normalised.reason });
    else {
      const id = identifierKey(namespace, normalised.value, keys);
      found.set(id, { id, namespace, value: normalised.value });
    }
  }
  const sorted = [...found.values()].sort((a, b) => rules.compare(a, b));
  const identifiers = sorted.slice(0, MOST);
  for (const { namespace, value } of sorted.slice(MOST))
    ignored.push({ namespace, value, reason: `is beyond the ${String(MOST)} of one record` });
  const ids = identifiers.map(({ id }) => id);
  return { profile: ids.length === 0 ? null : profileKey(ids, keys), identifiers, ignored };
}
