import { decodeUtf8 } from "./decode-utf8.ts";
import { MOST_RECORD_BYTES, type FileRecord, type ReadFrom } from "./file-record.ts";
import { createRecordBytes, type RecordBytes } from "./record-bytes.ts";

const NEWLINE = 10;

/** Reads newline-delimited JSON (ndjson.org) line by line; empty lines are no records. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  from: ReadFrom,
): AsyncGenerator<FileRecord> {
  let { offset: end, number } = from;
  const bytes = createRecordBytes();
  const line = (): FileRecord | null => {
    const record = toRecord(bytes.take(), number + 1, end);
    if (record !== null) number += 1;
    return record;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      bytes.add(chunk.subarray(start, at));
      end += at - start + 1;
      start = at + 1;
      const record = line();
      if (record !== null) yield record;
    }
    bytes.add(chunk.subarray(start));
    end += chunk.length - start;
  }
  const last = line();
  if (last !== null) yield last;
}

function toRecord(
  { bytes, size }: ReturnType<RecordBytes["take"]>,
  number: number,
  end: number,
): FileRecord | null {
  if (bytes === null) {
    const message = `The line has ${String(size)} bytes; ${String(MOST_RECORD_BYTES)} are the most.`;
    return { number, end, value: null, original: "", problem: { code: "too_large", message } };
  }
  // A byte order mark is white space.
  const text = decodeUtf8(bytes)?.trim();
  if (text === undefined) {
    const message = "The line is not valid UTF-8; encode the file as UTF-8.";
    return { number, end, value: null, original: bytes.toString("latin1"), problem: bad(message) };
  }
  if (text === "") return null;
  try {
    return { number, end, value: JSON.parse(text) as unknown, original: text, problem: null };
  } catch {
    const message = "The line is not valid JSON; write one JSON object a line.";
    return { number, end, value: null, original: text, problem: bad(message) };
  }
}

function bad(message: string): NonNullable<FileRecord["problem"]> {
  return { code: "unreadable_record", message };
}
