import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../platform/errors.ts";
import type { FileFormat } from "./file-format.ts";
import type { FileRecord, ReadFrom } from "./file-record.ts";
import { readLines } from "./read-lines.ts";
import { readParquet } from "./read-parquet.ts";
import { readRows } from "./read-rows.ts";

/** A file that needs to be whole before it is read is kept aside; so much is the most. */
const MOST_SPOOLED_BYTES = 4 * 1024 ** 3;

/** Reads the records of a file as it streams in. `onColumns` is told of a table's header. */
export function readRecords(
  format: FileFormat,
  chunks: AsyncIterable<Buffer>,
  from: ReadFrom,
  onColumns: (columns: readonly string[]) => void,
): AsyncIterable<FileRecord> {
  switch (format) {
    case "ndjson":
      return readLines(chunks, from);
    case "csv":
      return readRows(chunks, from, onColumns);
    case "parquet":
      return readSpooled(chunks, from);
  }
}

async function* readSpooled(
  chunks: AsyncIterable<Buffer>,
  from: ReadFrom,
): AsyncGenerator<FileRecord> {
  const folder = await mkdtemp(join(tmpdir(), "customer-graph-import-"));
  try {
    const file = join(folder, "file.parquet");
    await pipeline(bounded(chunks), createWriteStream(file));
    yield* readParquet(file, from);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* bounded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_SPOOLED_BYTES)
      throw new AppError(
        "PAYLOAD_TOO_LARGE",
        `body: a Parquet file of more than ${String(MOST_SPOOLED_BYTES / 1024 ** 3)} GiB; write it in parts.`,
        { field: "body" },
      );
    yield chunk;
  }
}
