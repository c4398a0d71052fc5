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
  const visit = (name: string, node: unknown, path: string): unknown => {
    const found = labels.of(name, node);
    if (found.size === 0 || maskReason(found, caller, inForce) === null) return node;
    if (Array.isArray(node)) return node.map((item, i) => visit("", item, `${path}[${String(i)}]`));
    if (typeof node !== "object" || node === null || labels.of(name, "").size > 0) {
      masked.push(path);
      return null;
    }
    return Object.fromEntries(
      Object.entries(node).map(([key, item]) => [key, visit(key, item, `${path}.${key}`)]),
    );
  };
  return { value: visit(root, value, root), masked };
}
