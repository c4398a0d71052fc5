import { parseDocument } from "yaml";
import { AppError } from "../../platform/errors.ts";
import { registrationsSchema, type Registration } from "./registration.ts";

/** Reads registrations out of YAML (or JSON, which is YAML); throws `BAD_USER_INPUT` that names every fault by path. */
export function readSources(text: string): readonly Registration[] {
  const document = parseDocument(text, { merge: true });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw new AppError("BAD_USER_INPUT", `is not valid YAML: ${broken.message}`);
  const parsed = registrationsSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return parsed.data.sources;
  throw new AppError(
    "BAD_USER_INPUT",
    parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"),
  );
}
