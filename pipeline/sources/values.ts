import type { Plain } from "../../platform/plain.ts";

/** The members that are not undefined: spread over others, they alone take their places. */
export function definedIn(object: Plain): Plain {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** A value as a list; empty where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/**
 * A text or a number as a text; undefined where there is none, or nothing in it. An integer beyond 2^53 was rounded when
 * it was read: it is none, for it may be another one's id.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return isExact(value) ? String(value) : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text === "" ? undefined : text;
}

/** A number, or one that is written as a text (`"49.00"`, as money often is); undefined where it is none. */
export function numberOf(value: unknown): number | undefined {
  const text = typeof value === "number" ? String(value) : textOf(value);
  if (text === undefined) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/**
 * A number where it is one, or is written as one; anything else as it came (`"12,50"`), for the standard forms to read or
 * remark on: what a reader can't read is not lost. Undefined where there is none.
 */
export function amountOf(value: unknown): unknown {
  return numberOf(value) ?? (typeof value === "string" ? textOf(value) : (value ?? undefined));
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
