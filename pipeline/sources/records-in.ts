import { badInput } from "../../platform/errors.ts";
import { isPlain } from "../../platform/plain.ts";

/**
 * The records of a body: its members where it is an array, those of a list that it holds by that name, else itself.
 * Throws `BAD_USER_INPUT` with what it must be where it is neither an array nor an object.
 */
export function recordsIn(body: unknown, mustBe: string, list?: string): readonly unknown[] {
  if (Array.isArray(body)) return body as unknown[];
  if (!isPlain(body)) throw badInput("body", `must be ${mustBe}`);
  const within = list === undefined ? undefined : body[list];
  return Array.isArray(within) ? (within as unknown[]) : [body];
}
