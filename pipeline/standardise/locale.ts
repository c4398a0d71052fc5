import { problem, value, type Rule } from "./rule.ts";
import { narrow } from "./text.ts";

/** A language or locale by its BCP 47 tag in canonical casing: `de_at` is `de-AT`. */
export const locale: Rule = (written) => {
  // POSIX writes an underscore and may name the encoding.
  const tag = narrow(written)
    .replace(/\.[\w-]+$/, "")
    .replaceAll("_", "-");
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    return canonical === undefined ? problem(NO_TAG) : value(canonical);
  } catch {
    return problem(NO_TAG);
  }
};

const NO_TAG = "is no language tag (BCP 47); send de or de-AT";
