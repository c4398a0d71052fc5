import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from "graphql";
import type { ResponseNames } from "./response-names.ts";
import type { Path } from "./run.ts";

/**
 * Turns a path in plan keys into the client's names. It ends where the client's selection ends: a field that only the
 * plan asked for is told as its parent.
 */
export function clientPath(
  path: Path,
  root: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  names: ResponseNames,
): Path {
  const told: (string | number)[] = [];
  let sets: readonly SelectionSetNode[] = [root];
  for (const part of path) {
    if (typeof part === "string") {
      const fields = fieldsNamed(part, sets, fragments, names);
      if (fields.length === 0) break;
      told.push(names.clientName(part));
      sets = fields.flatMap((field) => field.selectionSet ?? []);
    } else told.push(part);
  }
  return told;
}

function fieldsNamed(
  planKey: string,
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  names: ResponseNames,
): FieldNode[] {
  const found: FieldNode[] = [];
  const visited = new Set<SelectionSetNode>();
  const visit = (set: SelectionSetNode): void => {
    if (visited.has(set)) return;
    visited.add(set);
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (names.planKey(selection) === planKey) found.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) visit(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) visit(set);
  return found;
}
