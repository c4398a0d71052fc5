import type { IncomingMessage } from "node:http";
import { AppError, badInput } from "../../platform/errors.ts";
import { formatOfName, formatOfType, type FileFormat } from "./file-format.ts";

/** What a request to import says of its file. */
export interface ImportRequest {
  /** The sender's id of the import; null where it does not care to go on after a break. */
  readonly id: string | null;
  readonly name: string | null;
  readonly format: FileFormat;
  readonly gzip: boolean;
  /** Where in the file the body begins, above 0; null: at its start, whatever was taken in before. */
  readonly offset: number | null;
  /** Bytes of the whole file; null where that can't be told. */
  readonly total: number | null;
  /** Once more from the start, although it is done. */
  readonly again: boolean;
  /** The column that only grows, and the table that it is of; null: every row is sent. */
  readonly watermark: { readonly column: string; readonly table: string } | null;
}

const ID = /^[\w.:-]{1,200}$/;
const TABLE = /^[\w.-]{1,100}$/;
const LONGEST = 200;

/** Reads address and headers of `POST /v1/import`; throws `BAD_USER_INPUT` naming the parameter at fault. */
export function readImportRequest(request: IncomingMessage): ImportRequest {
  const { searchParams: query } = new URL(request.url ?? "", "http://localhost");
  const id = query.get("id");
  if (id !== null && !ID.test(id))
    throw badInput("id", "must be 1 to 200 of letters, digits and _ . : -");
  const name = query.get("name")?.slice(0, LONGEST) ?? null;
  const named = name === null ? null : formatOfName(name);
  const format = formatOfType(request.headers["content-type"]) ?? named?.format;
  if (format === undefined)
    throw new AppError(
      "UNSUPPORTED_MEDIA_TYPE",
      "content-type: must be text/csv, application/x-ndjson or application/vnd.apache.parquet; or give name=FILE with .csv, .ndjson or .parquet.",
      { field: "content-type" },
    );
  const gzip = request.headers["content-encoding"] === "gzip" || named?.gzip === true;
  const offset = offsetOf(query.get("offset"), gzip, format);
  const length = Number(request.headers["content-length"]);
  const column = query.get("watermark");
  const table = query.get("table") ?? name?.replace(/(\.[a-z]+)+$/i, "") ?? "rows";
  if (column !== null && (column === "" || column.length > LONGEST))
    throw badInput("watermark", "must be the name of a column");
  if (column !== null && !TABLE.test(table))
    throw badInput("table", "must be 1 to 100 of letters, digits and _ . -; it names the table");
  return {
    id,
    name,
    format,
    gzip,
    offset,
    total: Number.isFinite(length) && !gzip ? length + (offset ?? 0) : null,
    again: query.get("again") === "true",
    watermark: column === null ? null : { column, table },
  };
}

function offsetOf(text: string | null, gzip: boolean, format: FileFormat): number | null {
  if (text === null) return null;
  const offset = Number(text);
  if (!/^\d{1,15}$/.test(text)) throw badInput("offset", "must be a number of bytes");
  if (gzip || format === "parquet")
    throw badInput("offset", "is for plain CSV and NDJSON; send the whole file with the same id");
  // What begins at the first byte is the whole file, header and all.
  return offset === 0 ? null : offset;
}
