import { hash } from "node:crypto";

/** What SHA-256 takes in at a time, and what comes out. */
const [BLOCK, DIGEST] = [64, 32];
const [INNER, OUTER] = [0x36, 0x5c];

/**
 * HMAC-SHA-256 (RFC 2104) of texts under one key of at most 64 bytes, as base64url: by two plain hashes. Node makes an object
 * of the library for each `createHmac`, which takes twice as long for texts as short as ids, and is left to collect.
 */
export function createMac(key: Uint8Array): (text: string) => string {
  if (key.length > BLOCK) throw new RangeError("A key has at most 64 bytes.");
  let inner = padded(key, INNER, BLOCK + 512);
  const outer = padded(key, OUTER, BLOCK + DIGEST);
  return (text) => {
    // A character of a string has three bytes at most.
    if (inner.length < BLOCK + 3 * text.length) inner = padded(key, INNER, BLOCK + 3 * text.length);
    const size = inner.write(text, BLOCK);
    outer.write(hash("sha256", inner.subarray(0, BLOCK + size), "binary"), BLOCK, "latin1");
    return hash("sha256", outer, "base64url");
  };
}

function padded(key: Uint8Array, pad: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < BLOCK; i += 1) bytes[i] = (key[i] ?? 0) ^ pad;
  return bytes;
}
