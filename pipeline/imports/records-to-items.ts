import type { SentItem } from "../acceptance/item.ts";
import { tooDeepItem } from "../acceptance/too-deep.ts";
import { exactValue } from "../wire/exact-integers.ts";
import type { SourceReader } from "../sources/source-kind.ts";
import { isTooDeep } from "../wire/check-tree.ts";
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
  const faulty = records.flatMap(({ number, original, problem }): NumberedItem[] =>
    problem?.code === "unreadable_record"
      ? [
          {
            number,
            item: { raw: null, original, fault: { ...problem, code: problem.code, field: null } },
          },
        ]
      : [],
  );
  const good = records.filter(({ problem }) => problem === null);
  if (reader === null) return [...faulty, ...good.map((record) => byFormat(record, format))];
  const calls: FileRecord[] = [];
  const others: FileRecord[] = [];
  for (const record of good)
    if (format === "ndjson" && isCall(record.value, reader)) calls.push(record);
    // No reader can walk through it.
    else if (isTooDeep(record.value))
      faulty.push({ number: record.number, item: tooDeepItem(record.original) });
    else others.push(record);
  const numbers = new Map(others.map(({ original, number }) => [original, number]));
  const items = await reader.read(
    others.map(({ value, original }) => ({
      value: format === "ndjson" ? exactValue(original, value) : value,
      original,
    })),
    { headers: {} },
  );
  const first = others[0]?.number ?? 0;
  return [
    ...faulty,
    ...calls.map((record) => byFormat(record, format)),
    ...items.map((item) => ({ item, number: numbers.get(item.original ?? "") ?? first })),
  ];
}

// A column may be called type, and another userId: a row is no call for that.
function isCall(value: unknown, { lines }: SourceReader): boolean {
  return lines === undefined ? isWireCall(value) && hasWireParts(value) : lines === "calls";
}

function byFormat({ value, original, number }: FileRecord, format: FileFormat): NumberedItem {
  // The same line of the same file is the same event, however often the file is sent.
  const raw =
    format === "ndjson"
      ? withRecordId(value, original, 0)
      : rowToEvent(value as Record<string, unknown>);
  return { number, item: { raw, original } };
}
