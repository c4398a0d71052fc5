/** The one place where an identifier's value enters or leaves the database: plain now. */
export const valueCodec = {
  encode: (value: string): unknown => value,
  decode: (stored: unknown): string => (typeof stored === "string" ? stored : ""),
};
