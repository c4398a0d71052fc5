import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "../../platform/errors.ts";

/** How old a signed request may be: what was recorded on its way is worth nothing afterwards. */
const OLDEST_MS = 5 * 60_000;

/** A header that a signature needs; throws `UNAUTHENTICATED` naming it where it is missing or there twice. */
export function signedHeader(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  if (typeof value === "string" && value !== "") return value;
  throw unsigned(name, "is missing");
}

/** Throws `UNAUTHENTICATED` where a header is not the base64 HMAC-SHA-256 of what was signed; compares in constant time. */
export function requireHmac(
  headers: IncomingHttpHeaders,
  name: string,
  secret: string,
  signed: readonly (string | Buffer)[],
): void {
  const given = Buffer.from(signedHeader(headers, name), "base64");
  const hmac = createHmac("sha256", secret);
  for (const part of signed) hmac.update(part);
  const right = hmac.digest();
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw wrong(name);
}

/** Throws `UNAUTHENTICATED` where a signed instant (ms since the epoch) is more than five minutes from now, or none. */
export function requireFresh(name: string, at: number, now: Date): void {
  if (!(Math.abs(now.getTime() - at) <= OLDEST_MS))
    throw unsigned(name, "is more than five minutes from now: the request is refused as a replay");
}

/** The fault of a signature that is not of the secret. */
export function wrong(name: string): AppError {
  return unsigned(name, "is not the signature of this body by this source's secret");
}

function unsigned(name: string, problem: string): AppError {
  return new AppError("UNAUTHENTICATED", `${name}: ${problem}.`, { field: name });
}
