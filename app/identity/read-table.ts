import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { parse } from "csv-parse";
import { AppError } from "../../platform/errors.ts";

/** A row of a CSV file by its column names. */
export type Row = Readonly<Record<string, string>>;

/**
 * Reads a CSV file: a header first, spaces around names and values dropped. Every column in `needed` must be there. A
 * row is short where the file ends its lines early; one that is longer than the header is refused with its line.
 */
export async function readTable(file: string, needed: readonly string[]): Promise<Row[]> {
  const name = basename(file);
  const rows: Row[] = [];
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
      columns: (header: string[]) => {
        const missing = needed.filter((column) => !header.includes(column));
        if (missing.length > 0)
          throw new AppError(
            "BAD_USER_INPUT",
            `${name}: has no column ${missing.join(", ")}; it has ${header.join(", ")}`,
          );
        return header;
      },
    }),
  );
  try {
    for await (const row of parser) rows.push(row as Row);
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error)) throw error;
    throw new AppError("BAD_USER_INPUT", `${name}: ${error.message}`, { cause: error });
  }
  if (rows.length === 0) throw new AppError("BAD_USER_INPUT", `${name}: has no records`);
  return rows;
}
