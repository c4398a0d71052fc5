import { requireScope } from "../../../platform/caller.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerSelector } from "../types.generated.ts";

/** The key that a selector names; throws where the identifier is faulty or the caller may not resolve by one. */
export function keyOfSelector(
  { id, identifier }: CustomerSelector,
  field: string,
  { caller, keyOf }: Pick<IdentityContext, "caller" | "keyOf">,
): string {
  if (identifier === null || identifier === undefined) return id ?? "";
  requireScope(caller, "customers:resolve");
  return keyOf(identifier, `${field}.identifier`);
}
