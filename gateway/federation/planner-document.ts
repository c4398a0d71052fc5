import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { conditionOf, conditionsOf } from "./conditions.ts";
import type { ResponseNames } from "./response-names.ts";
import { variablesApart } from "./variable-names.ts";

/** The operation as the planner gets it. */
export interface PlannerDocument {
  readonly document: DocumentNode;
  /** False where there is nothing to fetch: introspection, `__typename`, or nothing at all. */
  readonly fetches: boolean;
}

/**
 * Rewrites one operation for the planner, each fragment once: fields get their plan keys, introspection is taken out,
 * `__typename` stands wherever the answer needs it, and what a literal `@skip` or `@include` decides is decided.
 */
export function plannerDocument(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
  names: ResponseNames,
): PlannerDocument {
  const reached = new Map<string, FragmentDefinitionNode | null>();

  const rewriteSet = (set: SelectionSetNode, parent: GraphQLNamedType): SelectionSetNode => {
    const selections = set.selections.flatMap((selection) => rewrite(selection, parent));
    if (selections.length === 0 || isAbstractType(parent)) selections.unshift(TYPENAME);
    return { kind: Kind.SELECTION_SET, selections };
  };

  const rewrite = (selection: SelectionNode, parent: GraphQLNamedType): SelectionNode[] => {
    if (conditionsOf(selection).some((c) => c.variable === null && c.literal !== c.keepIf))
      return [];
    const directives = selection.directives?.filter(isOpen) ?? [];
    if (selection.kind === Kind.FIELD) return rewriteField(selection, directives, parent);
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = typeNamed(selection.typeCondition?.name.value) ?? parent;
      const inner = rewriteSet(selection.selectionSet, on);
      return saysNothing(inner) ? [] : [{ ...selection, directives, selectionSet: inner }];
    }
    const fragment = reach(selection.name.value);
    return fragment === null ? [] : [{ ...selection, directives }];
  };

  const rewriteField = (
    field: FieldNode,
    directives: readonly DirectiveNode[],
    parent: GraphQLNamedType,
  ): SelectionNode[] => {
    const name = field.name.value;
    if (name.startsWith("__")) return [];
    const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
    const definition = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (definition === undefined) throw new Error(`no field ${parent.name}.${name}`);
    const key = names.planKey(field);
    const { alias: _, selectionSet, ...rest } = field;
    return [
      {
        ...rest,
        ...(key === name ? {} : { alias: { kind: Kind.NAME, value: key } }),
        directives,
        ...(selectionSet === undefined
          ? {}
          : { selectionSet: rewriteSet(selectionSet, getNamedType(definition.type)) }),
      },
    ];
  };

  const reach = (name: string): FragmentDefinitionNode | null => {
    const known = reached.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const on = typeNamed(fragment?.typeCondition.name.value);
    if (fragment === undefined || on === undefined) throw new Error(`no fragment ${name}`);
    const selectionSet = rewriteSet(fragment.selectionSet, on);
    const rewritten = saysNothing(selectionSet) ? null : { ...fragment, selectionSet };
    reached.set(name, rewritten);
    return rewritten;
  };

  const typeNamed = (name: string | undefined): GraphQLNamedType | undefined =>
    name === undefined ? undefined : schema.getType(name);

  const root = schema.getRootType(operation.operation);
  if (root == null) throw new Error(`no root type for a ${operation.operation}`);
  const selectionSet = rewriteSet(operation.selectionSet, root);
  const definitions = [...reached.values()].flatMap((fragment) => fragment ?? []);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet }, ...definitions],
  };
  return { document: visit(document, variablesApart), fetches: !saysNothing(selectionSet) };
}

// `__typename` stands wherever it is needed already; the planner refuses some fragments of it alone.
function saysNothing(set: SelectionSetNode): boolean {
  return set.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === "__typename",
  );
}

// What remains a condition: one that hangs on a variable, and directives of other kinds.
function isOpen(directive: DirectiveNode): boolean {
  const condition = conditionOf(directive);
  return condition === null || condition.variable !== null;
}

const TYPENAME: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: "__typename" },
};
