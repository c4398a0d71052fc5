/** What is wrong with a JSON tree, and where. */
export interface TreeFault {
  readonly path: string;
  readonly problem: string;
}

const DEEPEST = 32;
const MOST_VALUES = 10_000;

/**
 * Finds what a document store would refuse or alter in silence: nesting without end, names with a null character or that
 * the driver keeps for itself, text that is no Unicode, numbers without a finite value. Null where there is nothing.
 */
export function checkTree(root: string, value: unknown): TreeFault | null {
  let left = MOST_VALUES;
  const visit = (node: unknown, path: string, depth: number): TreeFault | null => {
    if (--left < 0) return { path: root, problem: `has more than ${String(MOST_VALUES)} values` };
    if (typeof node === "string") return textFault(node, path);
    if (typeof node === "number")
      return Number.isFinite(node) ? null : { path, problem: "is a number too large to keep" };
    if (typeof node !== "object" || node === null) return null;
    if (depth > DEEPEST)
      return { path, problem: `is nested deeper than ${String(DEEPEST)} levels; flatten it` };
    for (const [key, item] of Object.entries(node)) {
      const at = Array.isArray(node) ? `${path}[${key}]` : `${path}.${key}`;
      const fault = nameFault(key, path) ?? visit(item, at, depth + 1);
      if (fault !== null) return fault;
    }
    return null;
  };
  return visit(value, root, 1);
}

/** What is wrong with a piece of text; null where it is well-formed Unicode. */
export function textFault(text: string, path: string): TreeFault | null {
  return text.isWellFormed()
    ? null
    : { path, problem: "is not valid Unicode (a surrogate stands alone); send it as UTF-8" };
}

function nameFault(key: string, path: string): TreeFault | null {
  if (key.includes("\0")) return { path, problem: "has a name with a null character; remove it" };
  // The driver takes such an object for a value of its own making and refuses the whole batch.
  if (key === "_bsontype") return { path, problem: "has the name _bsontype; call it otherwise" };
  return key.isWellFormed() ? null : { path, problem: "has a name that is not valid Unicode" };
}
