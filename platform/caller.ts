import { AppError } from "./errors.ts";
import type { Keys } from "./keys.ts";

/** Who asks, for what, as every subgraph sees it. */
export interface Caller {
  /** Stable name of the client. */
  readonly client: string;
  /** What the client's credential allows: `customers:read`, `label:contact`, … */
  readonly scopes: ReadonlySet<string>;
  /** Why it asks; null where neither the request nor the client names a purpose. */
  readonly purpose: string | null;
  /** The source that records it sends belong to. */
  readonly source: string;
}

/** Throws `FORBIDDEN`, naming the scope, where the caller's credential does not carry it. */
export function requireScope(caller: Caller, scope: string): void {
  if (!caller.scopes.has(scope))
    throw new AppError(
      "FORBIDDEN",
      `This needs the scope ${scope}; ask for a credential that has it.`,
    );
}

/** Which grants a caller may use: a scope issued to one client and purpose is worthless to another. */
export function callerMark(caller: Caller): string {
  return `${caller.client}\n${caller.purpose ?? ""}`;
}

/** The header in which the gateway tells a subgraph of another process who asks. */
export const CALLER_HEADER = "x-graph-caller";

const LIFETIME_MS = 30_000;

/** The signed header value; bound to the body, so that it cannot be sent along with another query. */
export function signCaller(caller: Caller, bodyHash: string, keys: Keys, now: number): string {
  const claims = { ...caller, scopes: [...caller.scopes], bodyHash, at: now };
  return keys.sign("caller", Buffer.from(JSON.stringify(claims)).toString("base64url"));
}

interface SignedClaims extends Omit<Caller, "scopes"> {
  readonly scopes: readonly string[];
  readonly bodyHash: string;
  readonly at: number;
}

/** The caller of a signed header; throws `UNAUTHENTICATED` where it is missing, forged, stale, or of another body. */
export function openCaller(
  header: string | undefined,
  bodyHash: string,
  keys: Keys,
  now: number,
): Caller {
  const payload = header === undefined ? null : keys.open("caller", header);
  const refused = new AppError("UNAUTHENTICATED", "This subgraph answers its gateway only.");
  if (payload === null) throw refused;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as SignedClaims;
  if (claims.bodyHash !== bodyHash || Math.abs(now - claims.at) > LIFETIME_MS) throw refused;
  return {
    client: claims.client,
    scopes: new Set(claims.scopes),
    purpose: claims.purpose,
    source: claims.source,
  };
}
