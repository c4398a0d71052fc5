import type { ParquetParsers } from "hyparquet";
import { exactValue } from "../wire/exact-integers.ts";
import { decodeUtf8 } from "./decode-utf8.ts";

/**
 * How cells are read, so that what one holds is neither altered nor the end of its file: an instant beyond the calendar
 * (PostgreSQL writes `infinity` so) is the text of its number, text that is not UTF-8 stays bytes, and JSON that is none a
 * text.
 */
export const CELL_PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (ms) => instantOf(ms, Number(ms)),
  timestampFromMicroseconds: (us) => instantOf(us, Number(us / 1_000n)),
  timestampFromNanoseconds: (ns) => instantOf(ns, Number(ns / 1_000_000n)),
  dateFromDays: (days) => instantOf(days, days * DAY_MS),
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && (textOf(bytes) ?? bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && jsonOf(bytes),
};

const DAY_MS = 24 * 60 * 60 * 1000;

function instantOf(written: bigint | number, ms: number): Date | string {
  const at = new Date(ms);
  return Number.isNaN(at.getTime()) ? String(written) : at;
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string | null {
  return decodeUtf8(Buffer.from(buffer, byteOffset, byteLength));
}

function jsonOf(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  if (text === null) return bytes;
  try {
    return exactValue(text, JSON.parse(text));
  } catch {
    return text;
  }
}
