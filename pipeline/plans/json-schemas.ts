import { Ajv } from "ajv";
import formats from "ajv-formats";

/** Compiles the JSON Schemas (draft-07, with formats) of tracking plans. */
export function createSchemas(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    logger: false,
    ownProperties: true,
  });
  // ajv-formats is a CommonJS module: what a bundler calls its default is a level deeper in Node.
  (formats as unknown as { default: (to: Ajv) => void }).default(ajv);
  return ajv;
}
