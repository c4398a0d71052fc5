import { plainOf, type Plain } from "../../platform/plain.ts";
import type { WireEvent } from "./wire-event.ts";

/** An identifier as a source wrote it. */
export interface WrittenIdentifier {
  readonly namespace: string;
  readonly value: string;
}

/**
 * The identifiers that an event carries, as they were written: `userId`, `anonymousId`, `traits.email`,
 * `traits.phone`, `context.device.id`, `context.externalIds` (Segment spec), and `previousId` of an alias call, which
 * is the id of the visit that `userId` was known by before.
 */
export function identifiersOf(event: WireEvent): WrittenIdentifier[] {
  return valuesOf(event).flatMap(([namespace, value]) =>
    typeof value === "string" || Number.isSafeInteger(value)
      ? [{ namespace, value: String(value) }]
      : [],
  );
}

/**
 * The namespaces of the numbers that are no identifiers: fractions, and integers beyond 2^53, which were rounded when
 * they were read and may be another's by now.
 */
export function inexactIdentifiers(event: WireEvent): string[] {
  return valuesOf(event).flatMap(([namespace, value]) =>
    typeof value === "number" && !Number.isSafeInteger(value) ? [namespace] : [],
  );
}

type Value = readonly [namespace: string, value: string | number];

function valuesOf(event: WireEvent): Value[] {
  const found: Value[] = [];
  add(found, "user_id", event.userId);
  add(found, "anonymous_id", event.anonymousId);
  if (event.type === "alias") add(found, "anonymous_id", event.previousId);
  const traits = personTraits(event);
  add(found, "email", traits["email"]);
  add(found, "phone", traits["phone"]);
  add(found, "device_id", plainOf(event.context["device"])["id"]);
  const externalIds = event.context["externalIds"];
  if (Array.isArray(externalIds))
    for (const entry of externalIds) {
      const { type, id, collection } = plainOf(entry);
      if (typeof type === "string" && collection !== "accounts") add(found, namespaceOf(type), id);
    }
  return found;
}

function add(to: Value[], namespace: string, value: unknown): void {
  if ((typeof value === "string" && value !== "") || typeof value === "number")
    to.push([namespace, value]);
}

/** What an event states of the person. The traits of a group call are the group's. */
export function personTraits(event: WireEvent): Plain {
  const stated = plainOf(event.context["traits"]);
  return event.type === "identify" ? { ...stated, ...event.traits } : stated;
}

// The types of the Segment spec that have another name here.
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["android.id", "device_id"],
  ["ios.id", "device_id"],
  ["android.idfa", "device_id"],
  ["ios.idfa", "device_id"],
  ["ga_client_id", "cookie"],
]);

function namespaceOf(type: string): string {
  return NAMESPACES.get(type) ?? type;
}
