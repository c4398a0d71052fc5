/** What a value is compared with, and how. */
export interface Comparison {
  readonly op: "EQ" | "NE" | "LT" | "LTE" | "GT" | "GTE" | "IN" | "CONTAINS" | "EXISTS";
  /** A list for `IN`, true or false for `EXISTS`. */
  readonly value: string | number | boolean | readonly (string | number | boolean)[];
}

/** Whether a value fulfils a comparison; null is not there. Values of different types are never equal or ordered. */
export function compareValue({ op, value: wanted }: Comparison, value: unknown): boolean {
  const there = value !== null && value !== undefined;
  if (op === "EXISTS") return there === wanted;
  if (!there) return false;
  switch (op) {
    case "EQ":
      return value === wanted;
    case "NE":
      return value !== wanted;
    case "IN":
      return Array.isArray(wanted) && wanted.includes(value);
    case "CONTAINS":
      return (
        typeof value === "string" &&
        typeof wanted === "string" &&
        value.toLowerCase().includes(wanted.toLowerCase())
      );
    default: {
      const order = compare(value, wanted);
      if (order === null) return false;
      if (op === "LT") return order < 0;
      if (op === "LTE") return order <= 0;
      return op === "GT" ? order > 0 : order >= 0;
    }
  }
}

function compare(a: unknown, b: unknown): number | null {
  if (typeof a === "number" && typeof b === "number") return a - b;
  // UTF-8 sorts as code points do; JavaScript's own order is that of UTF-16.
  if (typeof a === "string" && typeof b === "string")
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return null;
}
