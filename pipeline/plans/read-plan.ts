import { parseDocument } from "yaml";
import { AppError } from "../../platform/errors.ts";
import { compilePlan, type CompiledPlan } from "./compile-plan.ts";
import { trackingPlanSchema } from "./tracking-plan.ts";

/** Reads a plan out of its YAML text; throws `BAD_USER_INPUT` naming every fault by file and path. */
export function readPlan(text: string, file: string): CompiledPlan {
  const document = parseDocument(text, { merge: true });
  const [broken] = document.errors;
  if (broken !== undefined) throw faulty([`${file}: is not valid YAML: ${broken.message}`]);
  const parsed = trackingPlanSchema.safeParse(toPlain(() => document.toJS() as unknown, file));
  if (!parsed.success)
    throw faulty(
      parsed.error.issues.map(({ path, message }) =>
        path.length === 0 ? `${file}: ${message}` : `${file}: ${path.join(".")}: ${message}`,
      ),
    );
  try {
    return compilePlan(parsed.data);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw faulty(error.message.split("\n").map((line) => `${file}: ${line}`));
  }
}

// Aliases that multiply without end are refused only when they are followed.
function toPlain(read: () => unknown, file: string): unknown {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : "can't be read";
    throw faulty([`${file}: is not valid YAML: ${why}`]);
  }
}

function faulty(faults: readonly string[]): AppError {
  return new AppError("BAD_USER_INPUT", faults.join("\n"));
}
