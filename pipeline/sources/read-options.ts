import type { z } from "zod";
import { AppError } from "../../platform/errors.ts";

/** A source's options, checked; throws one `BAD_USER_INPUT` that names every option at fault. */
export function readOptions<T>(schema: z.ZodType<T>, given: Readonly<Record<string, unknown>>): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${["options", ...path].join(".")}: ${message}`,
  );
  throw new AppError("BAD_USER_INPUT", faults.join("\n"), { field: "options" });
}
