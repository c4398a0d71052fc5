/** What is wrong with a JSON tree, and where. */
export interface TreeFault {
  readonly path: string;
  readonly problem: string;
}

const DEEPEST = 32;
/** The problem of what is nested too deep. */
export const TOO_DEEP = `is nested deeper than ${String(DEEPEST)} levels; flatten it`;
const MOST_VALUES = 10_000;

/**
 * Finds what a document store would refuse or alter in silence: nesting without end, names with a null character or that
 * the driver keeps for itself, text that is no Unicode, numbers without a finite value. Null where there is nothing.
 */
export function checkTree(root: string, value: unknown): TreeFault | null {
  const budget = { left: MOST_VALUES };
  const fault = visit(value, 1, budget);
  if (budget.left < 0)
    return { path: root, problem: `has more than ${String(MOST_VALUES)} values` };
  return fault === null ? null : { ...fault, path: `${root}${fault.path}` };
}

/**
 * Whether a value is nested deeper than `checkTree` allows. What is can be neither written as JSON nor walked through by
 * a function that calls itself, though it can be read: brackets cost a sender two bytes a level.
 */
export function isTooDeep(value: unknown, depth = 1): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth > DEEPEST) return true;
  for (const item of Object.values(value)) if (isTooDeep(item, depth + 1)) return true;
  return false;
}

// The path is put together on the way back: of a tree without a fault nobody asks for one.
function visit(node: unknown, depth: number, budget: { left: number }): TreeFault | null {
  if (--budget.left < 0) return TOO_MANY;
  if (typeof node === "string") return textFault(node, "");
  if (typeof node === "number")
    return Number.isFinite(node) ? null : { path: "", problem: "is a number too large to keep" };
  if (typeof node !== "object" || node === null) return null;
  if (depth > DEEPEST) return { path: "", problem: TOO_DEEP };
  for (const key of Object.keys(node)) {
    const named = nameFault(key);
    if (named !== null) return named;
    const fault = visit((node as Readonly<Record<string, unknown>>)[key], depth + 1, budget);
    if (fault !== null)
      return {
        ...fault,
        path: Array.isArray(node) ? `[${key}]${fault.path}` : `.${key}${fault.path}`,
      };
  }
  return null;
}

const TOO_MANY: TreeFault = { path: "", problem: "" };

/** What is wrong with a piece of text; null where it is well-formed Unicode. */
export function textFault(text: string, path: string): TreeFault | null {
  return text.isWellFormed()
    ? null
    : { path, problem: "is not valid Unicode (a surrogate stands alone); send it as UTF-8" };
}

function nameFault(key: string): TreeFault | null {
  if (key.includes("\0"))
    return { path: "", problem: "has a name with a null character; remove it" };
  // The driver takes such an object for a value of its own making and refuses the whole batch.
  if (key === "_bsontype")
    return { path: "", problem: "has the name _bsontype; call it otherwise" };
  return key.isWellFormed() ? null : { path: "", problem: "has a name that is not valid Unicode" };
}
