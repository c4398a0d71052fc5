import { z } from "zod";
import { isPlain } from "../../platform/plain.ts";
import { rowToEvent } from "../imports/row-to-event.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import type { SourceKind, SourceRecord } from "./source-kind.ts";
import type { SentItem } from "../acceptance/item.ts";

/**
 * Rows about people, of any system: an identify event each, by the names of their columns (`rowToEvent`). Cells keep
 * their types; the white space around texts goes.
 */
export const tableKind: SourceKind = {
  kind: "table",
  open: (options) => {
    readOptions(z.strictObject({}), options);
    return {
      records: (body) => recordsIn(body, "a row or an array of rows"),
      read: (records) => Promise.resolve(records.map((record) => [read(record)])),
    };
  },
};

function read({ value, original }: SourceRecord): SentItem {
  if (!isPlain(value)) {
    const message = "A row is a JSON object of columns.";
    return { raw: value, original, fault: { code: "mapping_failed", field: null, message } };
  }
  const row = Object.fromEntries(
    Object.entries(value).map(([column, cell]) => [
      column,
      typeof cell === "string" ? cell.trim() : cell,
    ]),
  );
  return { raw: rowToEvent(row), original };
}
