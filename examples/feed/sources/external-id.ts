import type { JsonObject } from "../wire.ts";

/** An entry of `context.externalIds` (Segment spec). */
export function externalId(type: string, id: string): JsonObject {
  return { type, id, collection: "users", encoding: "none" };
}
