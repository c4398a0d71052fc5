import { TOO_DEEP } from "../wire/check-tree.ts";
import type { SentItem } from "./item.ts";

/** A record that no reader can walk through, for `isTooDeep`: it is put aside as it was sent. */
export function tooDeepItem(original: string): SentItem {
  const message = `The record ${TOO_DEEP}.`;
  return { raw: null, original, fault: { code: "invalid_structure", field: null, message } };
}
