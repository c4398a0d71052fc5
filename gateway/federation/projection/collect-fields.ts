import {
  isAbstractType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { conditionsOf } from "../conditions.ts";

/** A client's operation as the projection reads it, with its conditions decided. */
export interface ClientOperation {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The values of the variables that hang on `@skip` and `@include`. */
  readonly decided: ReadonlyMap<string, boolean>;
}

/** The fields that apply to an object of this type, by the client's response name, in the order of the answer. */
export function collectFields(
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  operation: ClientOperation,
): Map<string, FieldNode[]> {
  const groups = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isKept(selection, operation.decided)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const group = groups.get(name);
        if (group === undefined) groups.set(name, [selection]);
        else group.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value, type, operation.schema))
          collect(selection.selectionSet);
      } else {
        const name = selection.name.value;
        const fragment = operation.fragments.get(name);
        if (visited.has(name) || fragment === undefined) continue;
        visited.add(name);
        if (applies(fragment.typeCondition.name.value, type, operation.schema))
          collect(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);
  return groups;
}

function isKept(selection: SelectionNode, decided: ReadonlyMap<string, boolean>): boolean {
  return conditionsOf(selection).every(
    ({ keepIf, variable, literal }) =>
      keepIf === (variable === null ? literal : decided.get(variable) === true),
  );
}

function applies(
  condition: string | undefined,
  type: GraphQLObjectType,
  schema: GraphQLSchema,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const on = schema.getType(condition);
  return isAbstractType(on) && schema.isSubType(on, type);
}
