import { createHash } from "node:crypto";

/**
 * A message id for what came without one: made of what the record says, so that a repeat is known. `place` tells the
 * events of one record apart.
 */
export function recordId(original: string, place: number): string {
  const hash = createHash("sha256").update(original).digest("base64url").slice(0, 32);
  return `record-${hash}-${String(place)}`;
}

/** A call of the wire format, with the id of its record where it has none of its own: none, null or an empty one. */
export function withRecordId(call: unknown, original: string, place: number): unknown {
  if (typeof call !== "object" || call === null || Array.isArray(call)) return call;
  const { messageId } = call as { readonly messageId?: unknown };
  return messageId === undefined || messageId === null || messageId === ""
    ? { ...call, messageId: recordId(original, place) }
    : call;
}
