import { requireScope } from "../../../platform/caller.ts";
import type { ConsentContext } from "../context.ts";

/** Why data may be used here. */
export const Query = {
  purposes: (_: unknown, __: unknown, { caller, purposes }: ConsentContext) => {
    requireScope(caller, "customers:read");
    return purposes;
  },
};
