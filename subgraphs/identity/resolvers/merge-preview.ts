import { requireScope } from "../../../platform/caller.ts";
import { AppError } from "../../../platform/errors.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";
import type { MergeChange, QueryPreviewMergeArgs } from "../types.generated.ts";
import { keyOfSelector } from "./selector-key.ts";

interface Preview {
  readonly a: CustomerRecord;
  readonly b: CustomerRecord;
  readonly refusal: string | null;
  readonly id: string | null;
  readonly profiles: number | null;
  readonly others: (CustomerRecord | null)[];
  readonly purposes: MergeChange;
  readonly segments: MergeChange;
}

const MOST_OTHERS = 100;

/** What merging two customers would do. */
export async function mergePreview(
  _: unknown,
  { a, b }: QueryPreviewMergeArgs,
  context: IdentityContext,
): Promise<Preview> {
  const { caller, previewMerge, loaders } = context;
  requireScope(caller, "customers:read");
  requireScope(caller, "identity:write");
  const preview = await previewMerge(
    keyOfSelector(a, "a", context),
    keyOfSelector(b, "b", context),
  );
  const shown = [preview.a, preview.b, ...preview.others.slice(0, MOST_OTHERS)];
  const loaded = await Promise.all(shown.map((id) => loaders.customer.load(id)));
  const [left, right, ...others] = loaded.map((one) => (one.kind === "found" ? one.record : null));
  if (left === null || left === undefined || right === null || right === undefined)
    throw new AppError("UNAVAILABLE", "The customers keep changing; ask again.", {
      retryable: true,
    });
  const { refusal, id, profiles, purposes, segments } = preview;
  return {
    a: left,
    b: right,
    others,
    refusal,
    id,
    profiles,
    purposes,
    segments,
  };
}
