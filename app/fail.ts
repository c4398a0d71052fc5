import { AppError } from "../platform/errors.ts";

/** Ends a command with what went wrong, for a person: one line a fault, no stack unless it is a fault of ours. */
export function fail(error: unknown): never {
  if (error instanceof AppError) console.error(error.message);
  else if (
    error instanceof Error &&
    "code" in error &&
    String(error.code).startsWith("ERR_PARSE_ARGS")
  )
    console.error(error.message);
  else console.error(error);
  process.exit(1);
}
