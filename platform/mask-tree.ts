import type { Caller } from "./caller.ts";
import { maskReason, type Labels } from "./labels.ts";

/** A JSON value with its withheld parts set to null, and their paths. */
export interface MaskedTree {
  readonly value: unknown;
  readonly masked: readonly string[];
}

/** Withholds the labelled values of a JSON tree, at any depth. A tree without any is returned as it is, not copied. */
export function maskTree(
  root: string,
  value: unknown,
  labels: Labels,
  caller: Caller,
  inForce: readonly string[],
): MaskedTree {
  const masked: string[] = [];
  const refused = (found: ReadonlySet<string>): boolean =>
    maskReason(found, caller, inForce) !== null;
  const visit = (name: string, node: unknown, path: string): unknown => {
    if (!refused(labels.of(name, node))) return node;
    const isLeaf = typeof node !== "object" || node === null;
    // What stands under a refused name goes as a whole: its parts need no label of their own.
    if (isLeaf || refused(labels.of(name, ""))) {
      masked.push(path);
      return null;
    }
    if (Array.isArray(node)) return node.map((item, i) => visit("", item, `${path}[${String(i)}]`));
    return Object.fromEntries(
      Object.entries(node).map(([key, item]) => [key, visit(key, item, `${path}.${key}`)]),
    );
  };
  return { value: visit(root, value, root), masked };
}
