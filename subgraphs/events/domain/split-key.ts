import type { EventType } from "../types.generated.ts";

/** The type and name of a key. */
export function splitKey(key: string): { type: EventType; name: string | null } {
  const colon = key.indexOf(":");
  const name = key.slice(colon + 1);
  return { type: key.slice(0, colon).toUpperCase() as EventType, name: name === "" ? null : name };
}
