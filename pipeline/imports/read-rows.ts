import { badInput } from "../../platform/errors.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { MOST_RECORD_BYTES, type FileRecord, type ReadFrom } from "./file-record.ts";
import { createRowSplitter, type SplitRow } from "./split-rows.ts";

/**
 * Reads comma-separated values with a header (RFC 4180), in UTF-8, row by row. What is wrong with one row is that row's
 * fault. `onColumns` is told of the header. Throws `BAD_USER_INPUT` where the file is no such table.
 */
export async function* readRows(
  chunks: AsyncIterable<Buffer>,
  from: ReadFrom,
  onColumns: (columns: readonly string[]) => void,
): AsyncGenerator<FileRecord> {
  const splitter = createRowSplitter(from.offset === 0);
  let { number, columns } = from;
  const take = (row: SplitRow): FileRecord | null => {
    if (columns === null) {
      const header = headerOf(row);
      if (header !== null) onColumns((columns = header));
      return null;
    }
    number += 1;
    return toRecord(row, columns, number, from.offset + row.end);
  };
  for await (const chunk of chunks)
    for (const row of splitter.split(chunk)) {
      const record = take(row);
      if (record !== null) yield record;
    }
  const { rows, openLine } = splitter.end();
  for (const row of rows) {
    const record = take(row);
    if (record !== null) yield record;
  }
  if (openLine !== null)
    throw badInput(
      "body",
      `has a quote that nothing closes, in the row behind record ${String(number)} that begins in ${lineOf(openLine, from)}; close it; what stands before was taken in`,
    );
}

function lineOf(line: number, { offset }: ReadFrom): string {
  return offset === 0
    ? `line ${String(line)}`
    : `line ${String(line)} of what begins at byte ${String(offset)}`;
}

/** The names of the columns; null where nothing but a byte order mark stands there. */
function headerOf({ bytes, isBroken }: SplitRow): string[] | null {
  if (bytes === null)
    throw badInput("body", `has a header of more than ${String(MOST_RECORD_BYTES)} bytes`);
  const text = decodeUtf8(bytes)?.replace(/^\ufeff/, "");
  if (text === undefined)
    throw badInput("body", "has a header that is not valid UTF-8; encode the file as UTF-8");
  if (text === "") return null;
  if (isBroken)
    throw badInput("body", "has a header with text behind a closing quote; double quotes in names");
  const names = valuesOf(text).map((name) => name.trim());
  const lastOf = new Map(names.map((name, i) => [name, i]));
  const twice = names.find((name, i) => name !== "" && lastOf.get(name) !== i);
  if (twice !== undefined)
    throw badInput("body", `has two columns named ${twice.slice(0, 100)}; rename one`);
  if (names.every((name) => name === "")) throw badInput("body", "has no header; name its columns");
  // A column without a name can't be meant by anything.
  return names.map((name, i) => (name === "" ? `column_${String(i + 1)}` : name));
}

function toRecord(
  { bytes, size, line, isBroken }: SplitRow,
  columns: readonly string[],
  number: number,
  end: number,
): FileRecord {
  const faulty = (
    code: "unreadable_record" | "too_large",
    message: string,
    original: string,
  ): FileRecord => ({ number, end, value: null, original, problem: { code, message } });
  if (bytes === null)
    return faulty(
      "too_large",
      `The row has ${String(size)} bytes; ${String(MOST_RECORD_BYTES)} are the most. A quote that is not closed takes the rows behind it in.`,
      "",
    );
  const text = decodeUtf8(bytes);
  if (text === null) {
    const message = "The row is not valid UTF-8; encode the file as UTF-8.";
    return faulty("unreadable_record", message, bytes.toString("latin1"));
  }
  const original = text.trimEnd();
  if (isBroken) {
    const message = `The row has text behind a closing quote; double the quotes in a value, and close each. It begins in line ${String(line)}.`;
    return faulty("unreadable_record", message, original);
  }
  const values = valuesOf(text);
  if (values.length !== columns.length) {
    const message = `The row has another number of values than the ${String(columns.length)} columns of the header; quote values with commas.`;
    return faulty("unreadable_record", message, original);
  }
  const value = Object.fromEntries(columns.map((column, i) => [column, values[i] ?? ""]));
  return { number, end, value, original, problem: null };
}

/** The values of a row that is not broken. */
function valuesOf(text: string): string[] {
  const values: string[] = [];
  for (let at = 0; ; at += 1) {
    if (text[at] === '"') {
      let value = "";
      for (at += 1; ; at += 1) {
        const quote = text.indexOf('"', at);
        value += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        value += '"';
      }
      values.push(value);
    } else {
      const comma = text.indexOf(",", at);
      const end = comma === -1 ? text.length : comma;
      values.push(text.slice(at, end));
      at = end;
    }
    if (at >= text.length) return values;
  }
}
