import { apiKind } from "./api.ts";
import type { Mapper } from "./mapping.ts";
import { sdkKind } from "./sdk.ts";
import type { SourceKind } from "./source-kind.ts";
import { tableKind } from "./table.ts";

/** Every kind of source that there is; a new one is its file and a line here. */
export function sourceKinds(mapper: Mapper): readonly SourceKind[] {
  return [sdkKind("web"), sdkKind("mobile"), sdkKind("server"), tableKind, apiKind(mapper)];
}
