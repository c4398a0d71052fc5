import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { AppError } from "../platform/errors.ts";

/** How much an operation may ask for; beyond that it is refused before it is validated. */
export interface OperationLimits {
  /** Fields within fields; introspection has its own shape and is not counted. */
  readonly depth: number;
  /** Fields with an alias, fragments expanded. */
  readonly aliases: number;
  /** Fields, fragments expanded. */
  readonly fields: number;
  /** Pages (fields with the argument `first` or `last`) within pages: each level multiplies. */
  readonly pages: number;
}

/** What the limits are where nobody says otherwise. */
export const DEFAULT_LIMITS: OperationLimits = { depth: 16, aliases: 100, fields: 1_500, pages: 3 };

/** Tokens of a document: what parsing may cost at most. */
export const MOST_TOKENS = 8_000;

interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
  readonly pages: number;
}

const NOTHING: Size = { depth: 0, aliases: 0, fields: 0, pages: 0 };

/**
 * Throws `OPERATION_LIMIT` naming the limit that an operation of the document goes beyond. Each fragment is measured
 * once, so the cost is linear in the document however often its fragments are spread.
 */
export function requireWithinLimits(document: DocumentNode, limits = DEFAULT_LIMITS): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  const measured = new Map<string, Size>();
  const sizeOf = measurer(fragments, measured);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = sizeOf(definition.selectionSet);
    for (const limit of ["depth", "aliases", "fields", "pages"] as const)
      if (size[limit] > limits[limit])
        throw new AppError(
          "OPERATION_LIMIT",
          `query: has ${WORDS[limit]} ${size[limit] === Infinity ? "without end" : String(size[limit])}; ${String(limits[limit])} is the most. Ask for less at a time.`,
          { field: "query" },
        );
  }
}

const WORDS = {
  depth: "a depth of",
  aliases: "a number of aliases of",
  fields: "a number of fields of",
  pages: "pages within pages of",
} as const;

function measurer(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  measured: Map<string, Size>,
): (selections: SelectionSetNode | undefined) => Size {
  const spread = (name: string): Size => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // A fragment that holds itself counts as nothing here; validation names the cycle.
    measured.set(name, NOTHING);
    const size = sizeOf(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  };
  const sizeOf = (set: SelectionSetNode | undefined): Size => {
    let { depth, aliases, fields, pages } = NOTHING;
    for (const selection of set?.selections ?? []) {
      let inner: Size;
      if (selection.kind === Kind.FRAGMENT_SPREAD) inner = spread(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) inner = sizeOf(selection.selectionSet);
      else {
        const within = sizeOf(selection.selectionSet);
        const isPage = (selection.arguments ?? []).some(({ name }) => PAGES.has(name.value));
        const isMeta = selection.name.value.startsWith("__");
        inner = {
          depth: isMeta ? 0 : within.depth + 1,
          aliases: within.aliases + (selection.alias === undefined ? 0 : 1),
          fields: within.fields + 1,
          pages: within.pages + (isPage ? 1 : 0),
        };
      }
      depth = Math.max(depth, inner.depth);
      aliases += inner.aliases;
      fields += inner.fields;
      pages = Math.max(pages, inner.pages);
    }
    return { depth, aliases, fields, pages };
  };
  return sizeOf;
}

const PAGES: ReadonlySet<string> = new Set(["first", "last"]);
