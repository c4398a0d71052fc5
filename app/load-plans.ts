import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createJudgePlan, readPlan, type CompiledPlan } from "../pipeline/index.ts";
import { AppError } from "../platform/errors.ts";
import { filesIn } from "./files-in.ts";

const SHIPPED = fileURLToPath(new URL("../plans", import.meta.url));

/**
 * The tracking plans of a folder, every `.yml` and `.yaml` in it; throws `BAD_USER_INPUT` that names all faults of all
 * files. Without a path: the shipped ones.
 */
export function loadPlans(path: string | undefined): readonly CompiledPlan[] {
  const folder = path ?? SHIPPED;
  const faults: string[] = [];
  const plans = filesIn(folder, /\.ya?ml$/, "PLANS_DIR").flatMap((file) => {
    try {
      return [loadPlan(join(folder, file))];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.push(error.message);
      return [];
    }
  });
  if (faults.length > 0) throw new AppError("BAD_USER_INPUT", faults.join("\n"));
  // Two plans for one source are a fault of the files as well: it is told at start, not at the first event.
  createJudgePlan(plans, () => undefined);
  return plans;
}

/** The tracking plan of one file. */
export function loadPlan(file: string): CompiledPlan {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new AppError("BAD_USER_INPUT", `${basename(file)}: the file cannot be read.`);
  }
  return readPlan(text, basename(file));
}
