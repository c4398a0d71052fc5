/** An object as JSON has them. */
export type Plain = Readonly<Record<string, unknown>>;

/** Whether a value is one: no list and no null. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as one; empty where it is none. */
export function plainOf(value: unknown): Plain {
  return isPlain(value) ? value : {};
}
