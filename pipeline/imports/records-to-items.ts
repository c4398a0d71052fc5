import type { SentItem } from "../acceptance/item.ts";
import { exactValue } from "../wire/exact-integers.ts";
import { readFlat } from "../sources/read-flat.ts";
import type { SourceReader, SourceRecord } from "../sources/source-kind.ts";
import { withRecordId } from "../wire/record-id.ts";
import { hasWireParts, isWireCall } from "../wire/is-wire-call.ts";
import type { FileFormat } from "./file-format.ts";
import type { FileRecord } from "./file-record.ts";
import { rowToEvent } from "./row-to-event.ts";

/** An item of a file, and the number of the record that it is of. */
export interface NumberedItem {
  readonly item: SentItem;
  readonly number: number;
}

/**
 * The items of records: by the reader of their source, else events a line and identify calls a row. A line that can be
 * nothing but a call of the wire format is that call, unless its source's reader says otherwise.
 */
export async function recordsToItems(
  records: readonly FileRecord[],
  format: FileFormat,
  reader: SourceReader | null,
): Promise<readonly NumberedItem[]> {
  const read = reader === null ? NONE : await readBy(reader, records, format);
  return records.flatMap((record) =>
    (read.get(record) ?? withoutReader(record, format)).map((item) => ({
      item,
      number: record.number,
    })),
  );
}

type Read = ReadonlyMap<FileRecord, readonly SentItem[]>;
const NONE: Read = new Map();

async function readBy(
  reader: SourceReader,
  records: readonly FileRecord[],
  format: FileFormat,
): Promise<Read> {
  const own = records.filter(
    ({ problem, value }) => problem === null && !(format === "ndjson" && isCall(value, reader)),
  );
  const sent = own.map((record) => asSent(record, format));
  const read = await readFlat(sent, reader, { headers: {} });
  return new Map(own.map((record, i) => [record, read[i] ?? []]));
}

function asSent({ value, original }: FileRecord, format: FileFormat): SourceRecord {
  return { value: format === "ndjson" ? exactValue(original, value) : value, original };
}

function withoutReader(
  { value, original, problem }: FileRecord,
  format: FileFormat,
): readonly SentItem[] {
  if (problem !== null) {
    // Of what is too large nothing was kept that could be an item.
    const { code, message } = problem;
    return code === "too_large"
      ? []
      : [{ raw: null, original, fault: { code, field: null, message } }];
  }
  // The same line of the same file is the same event, however often the file is sent.
  const raw =
    format === "ndjson"
      ? withRecordId(value, original, 0)
      : rowToEvent(value as Record<string, unknown>);
  return [{ raw, original }];
}

// A column may be called type, and another userId: a row is no call for that.
function isCall(value: unknown, { lines }: SourceReader): boolean {
  return lines === undefined ? isWireCall(value) && hasWireParts(value) : lines === "calls";
}
