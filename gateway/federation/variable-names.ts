import { Kind, type ASTVisitor } from "graphql";

/** The planner has variables of its own (`representations`, `__batch_reps_0`): a client's stay apart from them. */
function planVariable(name: string): string {
  return name === "representations" || name.startsWith("__") || name.startsWith(PREFIX)
    ? PREFIX + name
    : name;
}

/** The client's name for a plan's variable. */
export function clientVariable(name: string): string {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
}

/** Gives the variables of a document their plan names. */
export const variablesApart: ASTVisitor = {
  Variable: (node) => {
    const value = planVariable(node.name.value);
    return value === node.name.value ? undefined : { ...node, name: { kind: Kind.NAME, value } };
  },
};

const PREFIX = "v_";
