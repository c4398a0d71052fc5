import { requireScope } from "../../../platform/caller.ts";
import type { IdentityContext } from "../context.ts";
import type { MergeChange } from "../types.generated.ts";

/** Which segments somebody is in is for those who may read segments. */
export const MergePreview = {
  segments: (
    { segments = null }: { readonly segments?: MergeChange | null | undefined },
    _: unknown,
    { caller }: IdentityContext,
  ): MergeChange | null => {
    requireScope(caller, "segments:read");
    return segments;
  },
};
