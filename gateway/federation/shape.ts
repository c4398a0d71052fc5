import { Kind, type DocumentNode, type SelectionSetNode } from "graphql";
import { isInherited } from "./own.ts";

/** The fields that a subgraph operation asks for, by response key, over all types; leaves have no shape of their own. */
export interface Shape {
  readonly keys: readonly string[];
  readonly shapes: readonly (Shape | null)[];
  /** Whether a key needs the slower look-up of own properties. */
  readonly inherited: readonly boolean[];
}

/** While it is built. */
type Draft = Map<string, Draft | null>;

/** A renaming that the plan applies to the answer of a fetch. */
export interface ShapeRename {
  /** Response keys down to the field, type conditions left out. */
  readonly path: readonly string[];
  readonly to: string;
}

/** The shape of a subgraph operation; `renames` add the keys that output rewrites make. */
export function shapeOf(document: DocumentNode, renames: readonly ShapeRename[] = []): Shape {
  const fragments = new Map<string, SelectionSetNode>();
  let root: SelectionSetNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition.selectionSet);
    if (definition.kind === Kind.OPERATION_DEFINITION) root = definition.selectionSet;
  }
  const draft: Draft = new Map();
  const add = (set: SelectionSetNode, into: Draft): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const known = into.get(key) ?? null;
        if (selection.selectionSet === undefined) into.set(key, known);
        else {
          const inner = known ?? (new Map() as Draft);
          into.set(key, inner);
          add(selection.selectionSet, inner);
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet, into);
      else {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) add(fragment, into);
      }
    }
  };
  if (root !== undefined) add(root, draft);
  for (const rename of renames) applyRename(draft, rename);
  return finish(draft);
}

/** The shape of one entry, `_entities` say. */
export function shapeUnder(shape: Shape, key: string): Shape {
  return shape.shapes[shape.keys.indexOf(key)] ?? EMPTY;
}

function applyRename(draft: Draft, { path, to }: ShapeRename): void {
  let at: Draft | null | undefined = draft;
  for (const key of path.slice(0, -1)) at = at?.get(key);
  const last = path.at(-1);
  if (at == null || last === undefined) return;
  const from = at.get(last) ?? null;
  const known = at.get(to) ?? null;
  at.set(to, known === null || from === null ? (known ?? from) : new Map([...known, ...from]));
}

function finish(draft: Draft): Shape {
  const keys = [...draft.keys()];
  // A plan key is a field's name or carries a prefix; this one would reach the prototype.
  if (keys.includes("__proto__")) throw new Error("__proto__ can't be a response key of a plan");
  return {
    keys,
    shapes: [...draft.values()].map((inner) => (inner === null ? null : finish(inner))),
    inherited: keys.map(isInherited),
  };
}

const EMPTY: Shape = { keys: [], shapes: [], inherited: [] };
