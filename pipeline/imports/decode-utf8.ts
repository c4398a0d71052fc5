import { isUtf8 } from "node:buffer";

/** The text of bytes in UTF-8; null where they are none, for a decoder would put other characters in their place. */
export function decodeUtf8(bytes: Buffer): string | null {
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}
