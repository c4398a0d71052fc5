import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { createMac } from "./mac.ts";

/** What a key is for; a key derived for one use is worthless for another. */
export type KeyUse = "identifier" | "scope" | "caller";

/** Keyed hashes under the deployment's secret. */
export interface Keys {
  /** 132 bits of HMAC-SHA-256 as 22 base64url characters: short enough for an id, too long to collide. */
  hash(use: KeyUse, text: string): string;
  /** `payload.signature`, for a value that leaves the process. */
  sign(use: KeyUse, payload: string): string;
  /** The payload of a signed value, or null where the signature is not ours. */
  open(use: KeyUse, signed: string): string | null;
}

/** Derives one key a use from the deployment's secret (HKDF, RFC 5869). The secret must outlive the data: ids hang on it. */
export function createKeys(secret: string): Keys {
  const derived = new Map<KeyUse, { key: Buffer; short: (text: string) => string }>();
  const of = (use: KeyUse): { key: Buffer; short: (text: string) => string } => {
    const known = derived.get(use);
    if (known !== undefined) return known;
    // Bytes, not a KeyObject: that takes half as long again to use.
    const key = Buffer.from(hkdfSync("sha256", secret, "customer-graph", use, 32));
    const made = { key, short: createMac(key) };
    derived.set(use, made);
    return made;
  };
  const mac = (use: KeyUse, text: string): Buffer =>
    createHmac("sha256", of(use).key).update(text).digest();

  return {
    hash: (use, text) => of(use).short(text).slice(0, 22),
    sign: (use, payload) => `${payload}.${mac(use, payload).toString("base64url")}`,
    open: (use, signed) => {
      const dot = signed.lastIndexOf(".");
      if (dot < 1) return null;
      const payload = signed.slice(0, dot);
      const given = Buffer.from(signed.slice(dot + 1), "base64url");
      const right = mac(use, payload);
      return given.length === right.length && timingSafeEqual(given, right) ? payload : null;
    },
  };
}
