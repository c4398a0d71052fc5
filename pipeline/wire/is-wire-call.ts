import { isPlain, plainOf, type Plain } from "../../platform/plain.ts";
import { EVENT_TYPES, type WireType } from "./wire-event.ts";

/** What a call of its kind must have besides (Segment spec). */
const REQUIRED: Readonly<Partial<Record<WireType, string>>> = {
  track: "event",
  group: "groupId",
  alias: "previousId",
};

/**
 * Whether a value has all that makes a call of the wire format: a `type` that is one, what calls of that kind must have,
 * and a place where the format writes whose it is, be that filled in rightly or not. By a type alone a row would be one
 * that has a column of that name.
 */
export function isWireCall(value: unknown): boolean {
  const call = plainOf(value);
  const type = EVENT_TYPES.find((known) => known === call["type"]);
  if (type === undefined) return false;
  const required = REQUIRED[type];
  return (required === undefined || required in call) && namesSomebody(call);
}

/** Whether a value has a part that the wire format keeps in an object of its own; the cells of a row are flat. */
export function hasWireParts(value: unknown): boolean {
  const call = plainOf(value);
  return ["traits", "properties", "context"].some((part) => isPlain(call[part]));
}

function namesSomebody(call: Plain): boolean {
  const context = plainOf(call["context"]);
  const traits = [plainOf(call["traits"]), plainOf(context["traits"])];
  return (
    "userId" in call ||
    "anonymousId" in call ||
    "externalIds" in context ||
    "device" in context ||
    traits.some((stated) => "email" in stated || "phone" in stated)
  );
}
