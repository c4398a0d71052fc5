import type { ImportWatermark, WatermarkValue } from "../../subgraphs/events/index.ts";
import { instantOf } from "../wire/parse-time.ts";

const NUMBER = /^-?\d+(\.\d+)?$/;

/** The value of a watermark's column in a row, in one form: numbers as such, instants as ISO text in UTC. */
export function watermarkOf(row: unknown, column: string): WatermarkValue | null {
  const value =
    typeof row === "object" && row !== null && Object.hasOwn(row, column)
      ? (row as Readonly<Record<string, unknown>>)[column]
      : null;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (text === "") return null;
  if (NUMBER.test(text)) return Number(text);
  const at = instantOf(text);
  return at === null || Number.isNaN(at.getTime()) ? text : at.toISOString();
}

/**
 * Whether a row was in an earlier import for certain: it lies below the watermark. Rows that lie at it are sent again,
 * for more of them may have come since; a row without a value is always sent.
 */
export function isUnchanged(value: WatermarkValue | null, { after }: ImportWatermark): boolean {
  return value !== null && after !== null && typeof value === typeof after && value < after;
}

/** The greater of two; text is greater than any number, as the database orders them. */
export function later(a: WatermarkValue | null, b: WatermarkValue | null): WatermarkValue | null {
  if (a === null || b === null) return a ?? b;
  if (typeof a !== typeof b) return typeof a === "string" ? a : b;
  return a >= b ? a : b;
}
