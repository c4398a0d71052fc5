import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { badInput, type AppError } from "../../platform/errors.ts";
import { isTooDeep, TOO_DEEP } from "../wire/check-tree.ts";
import { MOST_RECORD_BYTES, type FileRecord, type ReadFrom } from "./file-record.ts";
import { CELL_PARSERS } from "./parquet-cells.ts";
import { createWithDecimals, type WithDecimals } from "./parquet-decimals.ts";

/** Rows that are read at a time: columns are turned into rows in memory. */
const ROWS_AT_ONCE = 20_000;
/** A row group is read as a whole: so much of it, unpacked, is the most. */
const MOST_GROUP_BYTES = 128 * 1024 ** 2;
/** And so many rows: a value that comes again and again costs no bytes, but a place for each in memory. */
const MOST_GROUP_ROWS = 2 * 1024 ** 2;

/**
 * Reads a Parquet file (Apache Parquet format) row by row, all of its compressions included. It needs the whole file,
 * for its directory stands at the end. Throws `BAD_USER_INPUT` where it is none.
 */
export async function* readParquet(path: string, from: ReadFrom): AsyncGenerator<FileRecord> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch(() => {
    throw badInput("body", "is not a Parquet file, or is not whole");
  });
  const withDecimals = createWithDecimals(metadata);
  let group = 0;
  for (const { num_rows, columns } of metadata.row_groups) {
    const bytes = columns.reduce(
      (sum, { meta_data: column }) => sum + Number(column?.total_uncompressed_size ?? 0),
      0,
    );
    const isLarge = bytes > MOST_GROUP_BYTES;
    if (isLarge || num_rows > MOST_GROUP_ROWS) {
      const most = isLarge
        ? `${String(MOST_GROUP_BYTES / 1024 ** 2)} MB`
        : `${String(MOST_GROUP_ROWS)} rows`;
      throw badInput(
        "body",
        `has a row group of more than ${most}; write it with smaller ones (row_group_size)`,
      );
    }
    const end = group + Number(num_rows);
    for (
      let rowStart = Math.max(group, from.number);
      rowStart < end;
      rowStart = Math.min(end, rowStart + ROWS_AT_ONCE)
    ) {
      const rowEnd = Math.min(end, rowStart + ROWS_AT_ONCE);
      const how = { compressors, parsers: CELL_PARSERS, useOffsetIndex: true };
      const part = { file, metadata, rowStart, rowEnd, ...how };
      const rows = await parquetReadObjects(part).catch((error: unknown) => {
        throw unreadable(error, rowStart);
      });
      for (const [i, row] of rows.entries()) {
        const number = rowStart + i + 1;
        // Rows have no place of their own in a file of columns: the share of rows stands for that of bytes.
        const at = Math.round((file.byteLength * number) / Number(metadata.num_rows));
        yield toRecord(row, withDecimals, number, at);
      }
    }
    group = end;
  }
}

function unreadable(error: unknown, record: number): AppError {
  const why = error instanceof Error ? error.message : "";
  // Of a type, an encoding or a compression: nothing is wrong with the file, and writing it otherwise helps.
  const isOther = /\b(?:not supported|unsupported)\b/.test(why);
  return badInput(
    "body",
    isOther
      ? `has a column that cannot be read (${why}); write it otherwise, as text`
      : `is damaged behind record ${String(record)}`,
  );
}

function toRecord(
  row: Readonly<Record<string, unknown>>,
  withDecimals: WithDecimals,
  number: number,
  end: number,
): FileRecord {
  // A column of JSON may hold any; what is too deep to be written is left out of what is kept.
  const isBad = isTooDeep(row);
  const cells = Object.entries(row).filter(([, cell]) => !isBad || !isTooDeep(cell, 2));
  const value = Object.fromEntries(
    cells.map(([name, cell]) => [name, withDecimals(name, plain(cell))]),
  );
  const original = JSON.stringify(value);
  const size = 3 * original.length > MOST_RECORD_BYTES ? Buffer.byteLength(original) : 0;
  if (size > MOST_RECORD_BYTES) {
    const message = `The row has ${String(size)} bytes as JSON; ${String(MOST_RECORD_BYTES)} are the most.`;
    return { number, end, value: null, original: "", problem: { code: "too_large", message } };
  }
  if (!isBad) return { number, end, value, original, problem: null };
  const message = `The row ${TOO_DEEP}.`;
  return { number, end, value: null, original, problem: { code: "unreadable_record", message } };
}

/** What a column holds, as JSON can say it. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint")
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
      ? Number(value)
      : String(value);
  // So writers of floating-point columns say that there is no number.
  if (Number.isNaN(value)) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
  return value ?? null;
}
