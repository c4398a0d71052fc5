import { callerMark, type Caller } from "./caller.ts";
import { AppError } from "./errors.ts";
import type { Keys } from "./keys.ts";

/** What identity grants a leaf subgraph about one customer, for one caller and purpose, for a short time. */
export interface CustomerGrant {
  /** The canonical id. */
  readonly customer: string;
  /** Keys of the customer's profiles: what leaf records point to. */
  readonly profiles: readonly string[];
  /** Keys of the customer's identifiers: what consent decisions are kept under. */
  readonly identifiers: readonly string[];
  /** The purposes in force for this customer. */
  readonly purposes: readonly string[];
}

// Within a process a grant is an object that only this module can make; outside, a signed string.
class SealedScope {
  readonly grant: CustomerGrant;
  readonly #mark: string;
  readonly #expires: number;

  constructor(grant: CustomerGrant, mark: string, expires: number) {
    this.grant = grant;
    this.#mark = mark;
    this.#expires = expires;
  }

  static open(value: unknown, mark: string, now: number): CustomerGrant | null {
    if (typeof value !== "object" || value === null || !(#mark in value)) return null;
    return value.#mark === mark && value.#expires > now ? value.grant : null;
  }

  pack(): string {
    return JSON.stringify([this.grant, this.#mark, this.#expires]);
  }

  static unpack(packed: string): SealedScope {
    const [grant, mark, expires] = JSON.parse(packed) as [CustomerGrant, string, number];
    return new SealedScope(grant, mark, expires);
  }
}

/** The value of the hidden field `Customer.scope`: sealed, whatever a client manages to put in its place is not. */
export type CustomerScope = SealedScope;

/** A grant is good for one request; this only bounds what a captured one is worth. */
const LIFETIME_MS = 60_000;

/** Seals a grant for this caller. */
export function sealScope(grant: CustomerGrant, caller: Caller, now: number): CustomerScope {
  return new SealedScope(grant, callerMark(caller), now + LIFETIME_MS);
}

/** The form in which a scope leaves the process. */
export function signScope(scope: CustomerScope, keys: Keys): string {
  return keys.sign("scope", Buffer.from(scope.pack()).toString("base64url"));
}

/** The grant of a scope that a leaf was handed; throws `FORBIDDEN` where it is not ours, another caller's, or stale. */
export function openScope(value: unknown, caller: Caller, keys: Keys, now: number): CustomerGrant {
  const payload = typeof value === "string" ? keys.open("scope", value) : null;
  const sealed =
    payload === null ? value : SealedScope.unpack(Buffer.from(payload, "base64url").toString());
  const grant = SealedScope.open(sealed, callerMark(caller), now);
  if (grant === null)
    throw new AppError(
      "FORBIDDEN",
      "A customer is read through identity, never by a value sent in.",
    );
  return grant;
}
