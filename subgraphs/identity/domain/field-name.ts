export { fromFieldName, toFieldName } from "../../../platform/field-name.ts";

/** A value as it is stored: a scalar as it is, anything with names inside as JSON text. */
export function toStoredValue(value: unknown): unknown {
  return typeof value === "object" && value !== null ? { j: JSON.stringify(value) } : value;
}

/** The value that a stored one stands for. */
export function fromStoredValue(stored: unknown): unknown {
  return typeof stored === "object" && stored !== null && "j" in stored
    ? (JSON.parse(stored.j as string) as unknown)
    : stored;
}
