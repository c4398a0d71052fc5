import { createHash } from "node:crypto";

/**
 * A message id for what came without one: made of what the record says, so that a repeat is known. `place` tells the
 * events of one record apart.
 */
export function recordId(original: string, place: number): string {
  const hash = createHash("sha256").update(original).digest("base64url").slice(0, 32);
  return `record-${hash}-${String(place)}`;
}
