import { badInput } from "./errors.ts";

/** An opaque keyset cursor: the sort key of the last entry seen. */
export function encodeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The sort key of a cursor of this shape; throws `BAD_USER_INPUT` naming the argument for anything else. */
export function decodeCursor<T extends readonly ("string" | "number")[]>(
  argument: string,
  cursor: string,
  shape: T,
): { [K in keyof T]: T[K] extends "string" ? string : number } {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    parts = null;
  }
  const fits =
    Array.isArray(parts) &&
    parts.length === shape.length &&
    parts.every((part, i) => typeof part === shape[i] && part !== "");
  if (!fits)
    throw badInput(
      argument,
      "is not a cursor of this list; give one that an earlier page returned",
    );
  return parts as { [K in keyof T]: T[K] extends "string" ? string : number };
}
