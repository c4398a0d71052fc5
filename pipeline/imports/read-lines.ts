import { MOST_RECORD_BYTES, type FileRecord, type ReadFrom } from "./file-record.ts";

const NEWLINE = 10;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Reads newline-delimited JSON (ndjson.org) line by line; empty lines are no records. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  from: ReadFrom,
): AsyncGenerator<FileRecord> {
  let { offset: end, number } = from;
  let parts: Buffer[] = [];
  let size = 0;
  const line = (): FileRecord | null => {
    const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const record = toRecord(bytes ?? Buffer.alloc(0), size, number + 1, end);
    [parts, size] = [[], 0];
    if (record !== null) number += 1;
    return record;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, at));
      end += at - start + 1;
      start = at + 1;
      const record = line();
      if (record !== null) yield record;
    }
    keep(chunk.subarray(start));
    end += chunk.length - start;
  }
  const last = size > 0 ? line() : null;
  if (last !== null) yield last;

  // Of a line that is too long only its size is kept.
  function keep(part: Buffer): void {
    size += part.length;
    if (size <= MOST_RECORD_BYTES) parts.push(part);
    else parts = [];
  }
}

function toRecord(bytes: Buffer, size: number, number: number, end: number): FileRecord | null {
  if (size > MOST_RECORD_BYTES) {
    const message = `The line has ${String(size)} bytes; ${String(MOST_RECORD_BYTES)} are the most.`;
    return { number, end, value: null, original: "", problem: { code: "too_large", message } };
  }
  let text: string;
  try {
    text = utf8.decode(bytes).trim();
  } catch {
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
