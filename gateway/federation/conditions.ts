import { Kind, type DirectiveNode, type SelectionNode } from "graphql";

/** A `@skip` or `@include` on a selection: its variable, or what it says by itself. */
export interface Condition {
  /** The value that lets the selection stay. */
  readonly keepIf: boolean;
  readonly variable: string | null;
  readonly literal: boolean;
}

/** The conditions of a selection. */
export function conditionsOf(selection: SelectionNode): readonly Condition[] {
  if (selection.directives === undefined || selection.directives.length === 0) return NONE;
  return selection.directives.flatMap((directive) => {
    const condition = conditionOf(directive);
    return condition === null ? [] : [condition];
  });
}

/** What one directive says, or null where it is neither `@skip` nor `@include`. */
export function conditionOf(directive: DirectiveNode): Condition | null {
  const name = directive.name.value;
  if (name !== "skip" && name !== "include") return null;
  const value = directive.arguments?.find((argument) => argument.name.value === "if")?.value;
  return {
    keepIf: name === "include",
    variable: value?.kind === Kind.VARIABLE ? value.name.value : null,
    literal: value?.kind === Kind.BOOLEAN ? value.value : false,
  };
}

const NONE: readonly Condition[] = [];
