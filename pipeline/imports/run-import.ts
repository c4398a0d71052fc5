import { randomUUID } from "node:crypto";
import { AppError, badInput } from "../../platform/errors.ts";
import { newImport, type ImportState, type ImportsPort } from "../../subgraphs/events/index.ts";
import type { SourceReader } from "../sources/source-kind.ts";
import type { FileRecord } from "./file-record.ts";
import { importRecords, type ImportWork } from "./import-records.ts";
import type { ImportRequest } from "./import-request.ts";
import { readRecords } from "./read-records.ts";
import { recordsToItems } from "./records-to-items.ts";

/** What running imports is handed. */
export interface RunImportDependencies extends Pick<ImportWork, "accept" | "isBusy" | "clock"> {
  readonly imports: ImportsPort;
  /** How a source's records are read; null where it is not registered: by the format alone. */
  readonly readerOf: (source: string) => SourceReader | null;
}

/**
 * Takes a file in, or goes on with it where an earlier request of the same id ended. Done already: answers that. What
 * is wrong with the file as a whole is kept as the import's problem and thrown; what was read before it is taken in.
 */
export async function runImport(
  request: ImportRequest,
  source: string,
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal,
  dependencies: RunImportDependencies,
): Promise<ImportState> {
  const { imports, readerOf } = dependencies;
  const begun = await begin(request, source, dependencies);
  if (begun.state === "DONE") return begun;
  // Kept until the header is read once more: whoever breaks off before it may go on behind it still.
  let { columns } = begun;
  const from =
    request.offset === null
      ? { offset: 0, number: 0, columns: null }
      : { offset: request.offset, number: begun.records, columns };
  const reader = readerOf(source);
  const records = readRecords(request.format, chunks, from, (header) => (columns = header));
  let state = begun;
  try {
    state = await importRecords(begun, {
      ...dependencies,
      records: behind(records, begun.records),
      toItems: (some) => recordsToItems(some, request.format, reader),
      signal,
      columns: () => columns,
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "BAD_USER_INPUT") {
      const now = (await imports.read(source, begun.id)) ?? begun;
      await imports.save({ ...now, state: "FAILED", problem: error.message });
    }
    throw error;
  }
  const { watermark } = state;
  // First the watermark: a crash in between lets the import end once more.
  if (watermark !== null && watermark.seen !== null)
    await imports.raiseWatermark(source, watermark.table, watermark.column, watermark.seen);
  const done: ImportState = { ...state, state: "DONE" };
  await imports.save(done);
  return done;
}

async function begin(
  request: ImportRequest,
  source: string,
  { imports, clock }: RunImportDependencies,
): Promise<ImportState> {
  const { format, name, total, offset, watermark } = request;
  const id = request.id ?? randomUUID();
  const before = request.id === null || request.again ? null : await imports.read(source, id);
  if (before?.state === "DONE") return before;
  if (before !== null && before.format !== format)
    throw badInput("id", `is that of an import of ${before.format}; give this file another id`);
  if (offset !== null && offset !== (before?.bytes ?? 0))
    throw new AppError(
      "CONFLICT",
      `offset: the import stands at ${String(before?.bytes ?? 0)}; go on there.`,
      { field: "offset" },
    );
  const run = randomUUID();
  if (before !== null) {
    const resumed: ImportState = { ...before, run, state: "RUNNING", problem: null };
    await imports.take(resumed);
    return resumed;
  }
  const after =
    watermark === null ? null : await imports.watermark(source, watermark.table, watermark.column);
  const fresh = newImport({
    id,
    source,
    name,
    format,
    run,
    total,
    watermark: watermark === null ? null : { ...watermark, after, seen: null },
    startedAt: clock(),
  });
  await imports.take(fresh);
  return fresh;
}

async function* behind(
  records: AsyncIterable<FileRecord>,
  done: number,
): AsyncGenerator<FileRecord> {
  for await (const record of records) if (record.number > done) yield record;
}
