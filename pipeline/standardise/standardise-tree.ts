import type { ApplyRule } from "./apply-rule.ts";
import type { Place, RuleOf } from "./fields.ts";

type Plain = Readonly<Record<string, unknown>>;

/** How values of an event are read. */
export interface TreeSetting {
  readonly ruleOf: RuleOf;
  readonly apply: ApplyRule;
  readonly region: string | null;
  readonly found: Findings;
}

/** What came of walking the trees of an event. */
export interface Findings {
  /** By path, what was sent in the place of a value that was changed; null where nothing was. */
  originals: Record<string, unknown> | null;
  /** By path without places in lists, what is wrong with a value that stays as it was sent; null where nothing is. */
  problems: Map<string, string> | null;
}

/** Brings every text of an object into its standard form; the object itself where nothing is to change. */
export function standardiseTree(
  at: string,
  tree: Plain,
  place: Place,
  setting: TreeSetting,
): Plain {
  let changed: Map<string, unknown> | null = null;
  for (const key of Object.keys(tree)) {
    const before = tree[key];
    const after =
      typeof before === "string"
        ? ruled(key, before, place, setting, at, `.${key}`)
        : typeof before === "object" && before !== null
          ? below(key, before, `${at}.${key}`, place, setting)
          : before;
    if (after !== before) (changed ??= new Map<string, unknown>()).set(key, after);
  }
  if (changed === null) return tree;
  // By entries, not by assignment: a field may be called __proto__.
  return Object.fromEntries(
    Object.entries(tree).map(([key, before]) => [
      key,
      changed.has(key) ? changed.get(key) : before,
    ]),
  );
}

function below(key: string, node: object, at: string, place: Place, setting: TreeSetting): unknown {
  if (!Array.isArray(node)) return standardiseTree(at, node as Plain, place, setting);
  let changed: unknown[] | null = null;
  for (const [i, before] of (node as readonly unknown[]).entries()) {
    const step = `[${String(i)}]`;
    // The entries of a list are what the list is called.
    const after =
      typeof before === "string"
        ? ruled(key, before, place, setting, at, step)
        : typeof before === "object" && before !== null
          ? below(key, before, at + step, place, setting)
          : before;
    if (after !== before) (changed ??= [...(node as readonly unknown[])])[i] = after;
  }
  return changed ?? node;
}

/** What stands in the place of a text. */
function ruled(
  key: string,
  before: string,
  place: Place,
  { apply, ruleOf, region, found }: TreeSetting,
  at: string,
  step: string,
): unknown {
  const made = apply(ruleOf(key, place), before, region);
  if (made === null) return before;
  const path = at + step;
  if (made.kind === "problem") {
    (found.problems ??= new Map()).set(path.replace(/\[\d+\]/g, "[]"), made.problem);
    return before;
  }
  (found.originals ??= {})[path] = before;
  return made.value;
}
