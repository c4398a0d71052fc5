import type { EventType } from "../types.generated.ts";

/** The key of an event: `track:Order Completed`, `identify:`. */
export function eventKey(type: string, name: string | null): string {
  return `${type.toLowerCase()}:${name ?? ""}`;
}

/** The type and name of a key. */
export function splitKey(key: string): { type: EventType; name: string | null } {
  const colon = key.indexOf(":");
  const name = key.slice(colon + 1);
  return { type: key.slice(0, colon).toUpperCase() as EventType, name: name === "" ? null : name };
}
