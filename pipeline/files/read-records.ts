import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parse as parseCsv } from "csv-parse";
import { badInput } from "../../platform/errors.ts";
import { rowToEvent } from "./row-to-event.ts";

/** One record of a file: an event in the wire format, and where it stands. */
export interface FileRecord {
  /** 1 for the first record. */
  readonly line: number;
  /** Bytes of the file read so far. */
  readonly bytes: number;
  /** The event, or null where the line can't be read. */
  readonly raw: unknown;
  /** What is wrong with the line; null where nothing is. */
  readonly problem: string | null;
}

/** Reads a file record by record: `.ndjson` and `.jsonl` hold wire events, `.csv` rows with a header. */
export function readRecords(path: string): AsyncIterable<FileRecord> {
  if (/\.(ndjson|jsonl)$/i.test(path)) return readLines(path);
  if (/\.csv$/i.test(path)) return readRows(path);
  throw badInput(path, "is neither .ndjson, .jsonl nor .csv; rename or convert it");
}

async function* readLines(path: string): AsyncGenerator<FileRecord> {
  const input = createReadStream(path);
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === "") continue;
    yield { line, bytes: input.bytesRead, ...parseLine(text) };
  }
}

function parseLine(text: string): Pick<FileRecord, "raw" | "problem"> {
  try {
    return { raw: JSON.parse(text) as unknown, problem: null };
  } catch {
    return { raw: null, problem: "is not valid JSON" };
  }
}

async function* readRows(path: string): AsyncGenerator<FileRecord> {
  const input = createReadStream(path);
  const rows = input.pipe(
    parseCsv({ columns: true, bom: true, skip_empty_lines: true, relax_column_count: false }),
  );
  let line = 0;
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    line += 1;
    yield { line, bytes: input.bytesRead, raw: rowToEvent(row), problem: null };
  }
}
