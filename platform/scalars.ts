import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from "graphql";
import { signScope, type CustomerScope } from "./customer-scope.ts";
import type { Keys } from "./keys.ts";

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SECONDS = [604_800, 86_400, 3_600, 60, 1];

function refuse(problem: string): GraphQLError {
  return new GraphQLError(problem, { extensions: { code: "BAD_USER_INPUT" } });
}

/** An instant: a `Date` inside, ISO 8601 in UTC outside; RFC 3339 with any offset is read. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: "DateTime",
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => {
    const at = typeof value === "string" && ISO.test(value) ? new Date(value) : null;
    if (at === null || Number.isNaN(at.getTime()))
      throw refuse("A DateTime is an ISO 8601 instant with a time zone: 2026-05-01T12:00:00.000Z.");
    return at;
  },
});

/** Any JSON value, passed on as it is. */
export const Json = new GraphQLScalarType<unknown, unknown>({
  name: "JSON",
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (ast, variables) => valueFromASTUntyped(ast, variables),
});

/** A fixed length of time: milliseconds inside, ISO 8601 outside. */
export const Duration = new GraphQLScalarType<number, string>({
  name: "Duration",
  serialize: (value) => formatDuration(value as number),
  parseValue: (value) => {
    const ms = typeof value === "string" ? parseDuration(value) : null;
    if (ms === null)
      throw refuse("A Duration is ISO 8601 with weeks, days, hours, minutes, seconds: P7D, PT36H.");
    return ms;
  },
});

/** Milliseconds of an ISO 8601 duration of fixed length, or null where it is none. */
export function parseDuration(text: string): number | null {
  const parts = DURATION.exec(text)?.slice(1);
  if (parts === undefined || parts.every((part) => part === undefined)) return null;
  return parts.reduce((sum, part, i) => sum + Number(part ?? 0) * (SECONDS[i] ?? 0), 0) * 1000;
}

/** The shortest ISO 8601 form in days, hours, minutes and seconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const days = Math.floor(seconds / 86_400);
  const parts = [
    [Math.floor(seconds / 3_600) % 24, "H"],
    [Math.floor(seconds / 60) % 60, "M"],
    [seconds % 60, "S"],
  ] as const;
  const time = parts.map(([n, unit]) => (n > 0 ? `${String(n)}${unit}` : "")).join("");
  const date = days > 0 ? `${String(days)}D` : "";
  return `P${date}${time === "" ? (date === "" ? "T0S" : "") : `T${time}`}`;
}

/** The scope scalar: handed on as the sealed object within a process, signed where it leaves it. */
export function scopeScalar(form: "sealed" | "signed", keys: Keys): GraphQLScalarType {
  return new GraphQLScalarType({
    name: "CustomerScope",
    serialize: (value) => (form === "sealed" ? value : signScope(value as CustomerScope, keys)),
    parseValue: (value) => value,
    parseLiteral: (ast) => (ast.kind === Kind.STRING ? ast.value : null),
  });
}
