import { personTraits } from "./identifiers.ts";
import type { WireEvent, WireFault } from "./wire-event.ts";

/** The most names in `traits`, in `context.traits` and in `properties`, each. */
const MOST_NAMES = 500;
/** The longest name of a trait, characters. */
const LONGEST_NAME = 200;
/** The most bytes of a trait's value, as JSON. */
const MOST_VALUE_BYTES = 8 * 1024;

/**
 * Finds what is too much to be known of one person: what events state is kept together, so one event must not make it
 * grow without end. Null where there is nothing. `size` is that of the event's content in characters: only what may
 * be beyond a limit is measured.
 */
export function traitFault(event: WireEvent, size: number): WireFault | null {
  if (size > MOST_NAMES)
    for (const [field, values] of [
      ["traits", event.traits],
      ["context.traits", event.context["traits"]],
      ["properties", event.properties],
    ] as const) {
      const count = typeof values === "object" && values !== null ? Object.keys(values).length : 0;
      if (count > MOST_NAMES)
        return fault(
          "invalid_structure",
          field,
          `has ${String(count)} names; ${String(MOST_NAMES)} are the most: put what belongs together into an object, or send less`,
        );
    }
  if (size > LONGEST_NAME)
    for (const [name, value] of Object.entries(personTraits(event))) {
      const field = name in event.traits && event.type === "identify" ? "traits" : "context.traits";
      if (name.length > LONGEST_NAME)
        return fault(
          "too_long",
          field,
          `has a name of ${String(name.length)} characters; ${String(LONGEST_NAME)} are the most`,
        );
      const bytes = size * 3 > MOST_VALUE_BYTES ? Buffer.byteLength(JSON.stringify(value)) : 0;
      if (bytes > MOST_VALUE_BYTES)
        return fault(
          "too_long",
          `${field}.${name}`,
          `has ${String(bytes)} bytes; ${String(MOST_VALUE_BYTES)} are the most of one trait`,
        );
    }
  return null;
}

function fault(code: WireFault["code"], field: string, problem: string): WireFault {
  return { code, field, message: `${field}: ${problem}` };
}
