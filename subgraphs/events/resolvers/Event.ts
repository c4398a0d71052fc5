import { maskTree, type MaskedTree } from "../../../platform/mask-tree.ts";
import type { EventsContext } from "../context.ts";
import type { EventRecord } from "../domain/event-record.ts";

function masked(
  part: "properties" | "context",
  { stored, inForce }: EventRecord,
  { labels, caller }: EventsContext,
): MaskedTree {
  return maskTree(part, stored[part], labels, caller, inForce);
}

/** What an event carries, labelled values withheld where they must be. */
export const Event = {
  properties: (event: EventRecord, _: unknown, context: EventsContext) =>
    masked("properties", event, context).value,
  context: (event: EventRecord, _: unknown, context: EventsContext) =>
    masked("context", event, context).value,
  maskedPaths: (event: EventRecord, _: unknown, context: EventsContext) => [
    ...masked("properties", event, context).masked,
    ...masked("context", event, context).masked,
  ],
};
