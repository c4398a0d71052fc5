import type { Plain } from "../../platform/plain.ts";
import { textOf } from "./values.ts";

/** What a record says of a field: its text; null where it says that it is empty; undefined where it does not speak of it. */
export type Stated = string | null | undefined;

/** What a value says of its field. */
export function statedOf(value: unknown): Stated {
  const isEmpty = value === null || (typeof value === "string" && value.trim() === "");
  return isEmpty ? null : textOf(value);
}

/** The first text of several fields that mean one thing; null where there is none and one of them is empty. */
export function firstOf(stated: readonly Stated[]): Stated {
  const text = stated.find((one) => typeof one === "string");
  return text ?? (stated.includes(null) ? null : undefined);
}

/** The traits that a record states, one value each and an address by its parts. */
export interface StatedTraits {
  readonly traits: Readonly<Record<string, Stated>>;
  readonly address: Readonly<Record<string, Stated>>;
}

/**
 * The traits of an event. A change speaks of what was changed alone: what it empties is taken back. A whole record says
 * of an empty field nothing, for another source may know it; but an address is one thing, so that the parts that it lacks
 * are taken back where it has others. It is stated by its parts, as a change of one part can say nothing of the rest.
 */
export function traitsOf({ traits, address }: StatedTraits, isChange: boolean): Plain {
  const hasAddress = Object.values(address).some((part) => typeof part === "string");
  const of = (fields: Readonly<Record<string, Stated>>, hasEmpty: boolean) =>
    Object.entries(fields).filter(
      ([, stated]) => stated !== undefined && (hasEmpty || stated !== null),
    );
  return Object.fromEntries([...of(traits, isChange), ...of(address, isChange || hasAddress)]);
}
