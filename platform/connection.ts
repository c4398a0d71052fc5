import { badInput } from "./errors.ts";

/** A page of a list, in the shape of a Relay connection. */
export interface Connection<T> {
  readonly nodes: readonly T[];
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: PageInfo;
}

/** Where a page lies. */
export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

const MOST = 100;

/** The page size asked for; throws `BAD_USER_INPUT` outside 1 to 100. */
export function pageSize(first: number | null | undefined, fallback: number): number {
  const size = first ?? fallback;
  if (!Number.isInteger(size) || size < 1 || size > MOST)
    throw badInput("first", `is ${String(size)}; ask for 1 to ${String(MOST)}`);
  return size;
}

/** Makes a page out of one entry more than it holds. */
export function toConnection<T>(
  entries: readonly T[],
  size: number,
  after: string | null | undefined,
  cursorOf: (entry: T) => string,
): Connection<T> {
  const nodes = entries.length > size ? entries.slice(0, size) : entries;
  const cursorAt = (at: number): string | null => {
    const entry = nodes.at(at);
    return entry === undefined ? null : cursorOf(entry);
  };
  return {
    nodes,
    // Cursors are made only for who asks: most pages are read by their nodes.
    get edges() {
      return nodes.map((node) => ({ cursor: cursorOf(node), node }));
    },
    pageInfo: {
      hasNextPage: entries.length > size,
      hasPreviousPage: after !== null && after !== undefined,
      get startCursor() {
        return cursorAt(0);
      },
      get endCursor() {
        return cursorAt(-1);
      },
    },
  };
}
