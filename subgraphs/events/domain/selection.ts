import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from "graphql";

/** The fields of an event that the timeline's index answers without reading the event itself. */
const INDEXED = new Set(["id", "type", "name", "timestamp", "__typename"]);
/** The fields between a connection and its events. */
const BETWEEN = new Set(["nodes", "edges", "node"]);

// Documents are parsed once and run many times: what a field's selection asks for is worked out once as well.
const known = new WeakMap<FieldNode, boolean>();

/** Whether the selection under `Customer.events` asks for more of an event than the timeline's index holds. */
export function asksBeyondIndex(info: GraphQLResolveInfo): boolean {
  return info.fieldNodes.some((field) => {
    const before = known.get(field);
    if (before !== undefined) return before;
    const answer = beyond(field.selectionSet, info, false);
    known.set(field, answer);
    return answer;
  });
}

function beyond(
  set: SelectionSetNode | undefined,
  info: GraphQLResolveInfo,
  inEvent: boolean,
): boolean {
  return (set?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) {
      const name = selection.name.value;
      if (inEvent) return !INDEXED.has(name);
      return BETWEEN.has(name) && beyond(selection.selectionSet, info, name !== "edges");
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : info.fragments[selection.name.value]?.selectionSet;
    return beyond(inner, info, inEvent);
  });
}
