import { externalId } from "./sources/external-id.ts";
import type { Draft, Json, JsonObject } from "./wire.ts";

/** An identifier as it stands in a record. */
export interface Carried {
  readonly namespace: string;
  readonly value: string;
}

type Event = Draft["event"];

/**
 * The identifiers of a record, where the Segment spec puts them: `userId`, `anonymousId`, `previousId` of an alias,
 * `traits` of an identify call or of the context, `context.device.id`, `context.externalIds`.
 */
export function carriedBy(event: Event): Carried[] {
  const { context } = event;
  const stated = objectOf(context["traits"]);
  const traits = event.type === "identify" ? { ...stated, ...event.traits } : stated;
  const pairs: (readonly [namespace: string, value: Json | undefined])[] = [
    ["user_id", event.userId],
    ["anonymous_id", event.anonymousId],
    ["anonymous_id", event.previousId],
    ["email", traits["email"]],
    ["phone", traits["phone"]],
    ["device_id", objectOf(context["device"])["id"]],
  ];
  for (const entry of listOf(context["externalIds"])) {
    const { type, id } = objectOf(entry);
    if (typeof type === "string") pairs.push([type, id]);
  }
  const found: Carried[] = [];
  for (const [namespace, value] of pairs)
    if (typeof value === "string") found.push({ namespace, value });
  return found;
}

/** The same record with another value in a namespace, put where that namespace is carried. */
export function withCarried(event: Event, { namespace, value }: Carried): Event {
  const { context } = event;
  if (namespace === "user_id") return { ...event, userId: value };
  if (namespace === "anonymous_id") return { ...event, anonymousId: value };
  if (namespace === "device_id")
    return {
      ...event,
      context: { ...context, device: { ...objectOf(context["device"]), id: value } },
    };
  if (namespace === "email" || namespace === "phone") {
    if (event.type === "identify")
      return { ...event, traits: { ...event.traits, [namespace]: value } };
    const traits = { ...objectOf(context["traits"]), [namespace]: value };
    return { ...event, context: { ...context, traits } };
  }
  const others = listOf(context["externalIds"]).filter(
    (entry) => objectOf(entry)["type"] !== namespace,
  );
  const externalIds = [...others, externalId(namespace, value)];
  return { ...event, context: { ...context, externalIds } };
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
