import type { Document } from "mongodb";
import { eventKey } from "../../../platform/event-key.ts";
import type { Input } from "../domain/computed/definition.ts";

/** The condition on `key` that holds for all events that inputs name; the index answers it. */
export function keyConditionOf(inputs: readonly Pick<Input, "events">[]): Document {
  const keys = new Set<string>();
  const types = new Set<string>();
  for (const { type, name } of inputs.flatMap(({ events }) => events))
    if (name === undefined) types.add(type.toLowerCase());
    else keys.add(eventKey(type, name));
  if (types.size === 0) return { key: { $in: [...keys] } };
  return {
    $or: [
      ...(keys.size === 0 ? [] : [{ key: { $in: [...keys] } }]),
      // ";" is the character behind ":", so the range holds every key of the type.
      ...[...types].map((type) => ({ key: { $gte: `${type}:`, $lt: `${type};` } })),
    ],
  };
}
