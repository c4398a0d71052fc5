import type { Caller } from "../../../platform/caller.ts";

/** The scope that shows what was sent. */
export const READ_ORIGINAL = "quarantine:read-original";

/** Whether this caller sees what was sent. */
export function mayReadOriginals({ scopes }: Caller): boolean {
  return scopes.has(READ_ORIGINAL);
}
