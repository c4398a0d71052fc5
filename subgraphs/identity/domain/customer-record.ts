import {
  combineDecisions,
  isInForce,
  type Decision,
  type Purpose,
} from "../../../platform/purposes.ts";
import type { Rules } from "./rules.ts";

/** Traits as they are stored: by name, then by source, both as field names. */
export type StoredTraits = Readonly<
  Record<
    string,
    Readonly<Record<string, { readonly t: Date; readonly e: string; readonly v: unknown }>>
  >
>;

/** A profile as a customer is read by it. */
export interface ProfilePart {
  readonly key: string;
  readonly first: Date;
  readonly traits: StoredTraits;
}

/** An identifier as a customer is known by it. */
export interface IdentifierPart {
  readonly id: string;
  readonly namespace: string;
  readonly value: string;
  readonly first: Date;
  readonly decisions: Readonly<Record<string, Decision>>;
}

/** A customer as it was loaded: what the resolvers read. */
export interface CustomerRecord {
  readonly id: string;
  readonly firstSeenAt: Date;
  readonly profiles: readonly ProfilePart[];
  /** Strongest namespace first, then by key. */
  readonly identifiers: readonly IdentifierPart[];
  /** The purposes in force. */
  readonly purposes: readonly string[];
}

/** Puts a customer together. It has at least one profile. */
export function toCustomerRecord(
  id: string,
  profiles: readonly ProfilePart[],
  identifiers: readonly IdentifierPart[],
  rules: Rules,
  purposes: readonly Purpose[],
): CustomerRecord {
  return {
    id,
    profiles,
    firstSeenAt: profiles.reduce(
      (min, { first }) => (first < min ? first : min),
      new Date(8.64e15),
    ),
    identifiers:
      identifiers.length < 2 ? identifiers : [...identifiers].sort((a, b) => rules.compare(a, b)),
    purposes: purposesInForce(identifiers, purposes),
  };
}

/** The purposes in force for a customer with these identifiers. */
export function purposesInForce(
  identifiers: readonly Pick<IdentifierPart, "decisions">[],
  purposes: readonly Purpose[],
): string[] {
  return purposes
    .filter(({ id, basis }) =>
      isInForce(
        basis,
        combineDecisions(identifiers.flatMap(({ decisions }) => decisions[id] ?? [])),
      ),
    )
    .map(({ id }) => id);
}
