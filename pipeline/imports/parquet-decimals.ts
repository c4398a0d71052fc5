import { parquetSchema, type FileMetaData, type SchemaTree } from "hyparquet";

/** Puts right what the decimals of a row were read as; everything else stays as it is. */
export type WithDecimals = (column: string, cell: unknown) => unknown;

/** The most digits that `toFixed` knows. */
const MOST_DIGITS = 100;
const FLOATING = new Set<unknown>(["FLOAT", "DOUBLE"]);

/**
 * Makes the verb that reads decimals as what was written: of 1999 with two digits behind the point (Apache Parquet,
 * "Logical types": DECIMAL) hyparquet makes 1999 * 10 ** -2, which is 19.990000000000002.
 */
export function createWithDecimals(metadata: FileMetaData): WithDecimals {
  const digits = new Map<string, number>();
  for (const column of parquetSchema(metadata).children) {
    const leaves = leavesOf(column).map(({ element }) => element);
    const scales = leaves.flatMap(({ converted_type: type, scale = 0 }) =>
      type === "DECIMAL" ? scale : [],
    );
    const most = Math.max(...scales);
    // Of a structure that has both nobody can tell which number is which.
    const hasOther = leaves.some(({ type, converted_type: converted, logical_type: logical }) => {
      return converted !== "DECIMAL" && (FLOATING.has(type) || logical?.type === "FLOAT16");
    });
    if (!hasOther && most > 0 && most <= MOST_DIGITS) digits.set(column.element.name, most);
  }
  return (column, cell) => {
    const scale = digits.get(column);
    return scale === undefined ? cell : rounded(cell, scale);
  };
}

function leavesOf(tree: SchemaTree): SchemaTree[] {
  return tree.children.length === 0 ? [tree] : tree.children.flatMap(leavesOf);
}

function rounded(cell: unknown, scale: number): unknown {
  if (typeof cell === "number") return Number(cell.toFixed(scale));
  if (Array.isArray(cell)) return cell.map((one) => rounded(one, scale));
  return typeof cell === "object" && cell !== null
    ? Object.fromEntries(Object.entries(cell).map(([name, one]) => [name, rounded(one, scale)]))
    : cell;
}
