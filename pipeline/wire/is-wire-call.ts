import { EVENT_TYPES } from "./wire-event.ts";

/** Whether a value says of itself that it is a call of the wire format. */
export function isWireCall(value: unknown): boolean {
  const type =
    typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  return EVENT_TYPES.some((call) => call === type);
}
