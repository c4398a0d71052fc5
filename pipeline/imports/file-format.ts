/** How the records of a file are written. */
export type FileFormat = "ndjson" | "csv" | "parquet";

const BY_TYPE: ReadonlyMap<string, FileFormat> = new Map([
  ["application/x-ndjson", "ndjson"],
  ["application/ndjson", "ndjson"],
  ["application/jsonl", "ndjson"],
  ["text/csv", "csv"],
  ["application/vnd.apache.parquet", "parquet"],
]);
const BY_ENDING: ReadonlyMap<string, FileFormat> = new Map([
  ["ndjson", "ndjson"],
  ["jsonl", "ndjson"],
  ["csv", "csv"],
  ["parquet", "parquet"],
]);

/** The format that a media type names (RFC 4180 and 6648, Apache Parquet's registration); null for any other. */
export function formatOfType(type: string | undefined): FileFormat | null {
  return BY_TYPE.get((type ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "") ?? null;
}

/** The format that a file's name says, and whether it is packed by gzip; null where the name says none. */
export function formatOfName(name: string): { format: FileFormat; gzip: boolean } | null {
  const gzip = /\.gz$/i.test(name);
  const ending = /\.([a-z]+)$/i.exec(name.replace(/\.gz$/i, ""))?.[1]?.toLowerCase() ?? "";
  const format = BY_ENDING.get(ending);
  return format === undefined ? null : { format, gzip };
}
