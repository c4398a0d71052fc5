import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { badInput } from "../../platform/errors.ts";
import { MOST_RECORD_BYTES, type FileRecord, type ReadFrom } from "./file-record.ts";

interface ParsedRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly bytes: number; readonly error?: CsvError };
  readonly raw: string;
}

/**
 * Reads comma-separated values with a header (RFC 4180) row by row. A row of another width is a fault of its own.
 * `onColumns` is told of the header. Throws `BAD_USER_INPUT` where the file is no such table.
 */
export async function* readRows(
  chunks: AsyncIterable<Buffer>,
  from: ReadFrom,
  onColumns: (columns: readonly string[]) => void,
): AsyncGenerator<FileRecord> {
  let { number } = from;
  let columns = from.columns ?? [];
  const parser = parse({
    columns:
      from.columns === null
        ? (header: string[]) => {
            columns = headerOf(header);
            onColumns(columns);
            return [...columns];
          }
        : [...from.columns],
    bom: from.offset === 0,
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
    raw: true,
    max_record_size: MOST_RECORD_BYTES,
  });
  // What fails before the parser fails the reading of it.
  const rows = pipeline(Readable.from(chunks), parser, () => undefined);
  try {
    for await (const row of rows as AsyncIterable<ParsedRow>) {
      number += 1;
      yield toRecord(row, columns.length, number, from.offset + row.info.bytes);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw badInput(
      "body",
      `is not a table of comma-separated values behind record ${String(number)} (${error.code}); what stands before was taken in`,
    );
  }
}

function headerOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim());
  const twice = names.find((name, i) => name !== "" && names.indexOf(name) !== i);
  if (twice !== undefined) throw badInput("body", `has two columns named ${twice}; rename one`);
  if (names.every((name) => name === "")) throw badInput("body", "has no header; name its columns");
  // A column without a name can't be meant by anything.
  return names.map((name, i) => (name === "" ? `column_${String(i + 1)}` : name));
}

function toRecord(
  { record, info, raw }: ParsedRow,
  width: number,
  number: number,
  end: number,
): FileRecord {
  const original = raw.trimEnd();
  if (info.error === undefined) return { number, end, value: record, original, problem: null };
  const message = `The row has another number of values than the ${String(width)} columns of the header; quote values with commas.`;
  return { number, end, value: null, original, problem: { code: "unreadable_record", message } };
}
