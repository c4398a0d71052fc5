import { readdirSync } from "node:fs";
import { AppError } from "../platform/errors.ts";

/** The names in a folder that match, sorted; throws `BAD_USER_INPUT` naming the variable where it cannot be read. */
export function filesIn(folder: string, names: RegExp, variable: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => names.test(name))
      .sort();
  } catch {
    throw new AppError("BAD_USER_INPUT", `${variable}: the folder cannot be read.`);
  }
}
