import { AppError } from "../../../../platform/errors.ts";
import {
  compileComputedTrait,
  computedTraitSchema,
  stateKind,
  type ComputedDefinition,
} from "./definition.ts";

const MOST = 50;
/** Those that keep values grow with them; fewer of them keep a profile's month well below what a document may have. */
const MOST_OF_VALUES = 10;

/** Reads definitions of computed traits, a JSON text each; throws `BAD_USER_INPUT` that names all faults of all files. */
export function readComputedTraits(
  files: readonly { readonly name: string; readonly text: string }[],
): ComputedDefinition[] {
  const faults: string[] = [];
  const holders = new Map<string, string>();
  const traits = files.flatMap(({ name, text }) => {
    const json = parse(text);
    if (json === undefined) {
      faults.push(`${name}: is not valid JSON`);
      return [];
    }
    const parsed = computedTraitSchema.safeParse(json);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues)
        faults.push(`${name}: ${path.length === 0 ? "" : `${path.join(".")}: `}${message}`);
      return [];
    }
    const { key } = parsed.data;
    const holder = holders.get(key);
    if (holder !== undefined) faults.push(`${name}: key: ${holder} defines ${key} already`);
    holders.set(key, name);
    return compileComputedTrait(parsed.data);
  });
  if (traits.length > MOST)
    faults.push(
      `${String(traits.length)} computed traits are defined; ${String(MOST)} are the most`,
    );
  const ofValues = new Set(
    traits.flatMap(({ written, state }) => (stateKind(written.type) === "values" ? state : [])),
  );
  if (ofValues.size > MOST_OF_VALUES)
    faults.push(
      `${String(ofValues.size)} different lists of values (most_frequent, unique_list, unique_count) are defined; ${String(MOST_OF_VALUES)} are the most`,
    );
  if (faults.length > 0) throw new AppError("BAD_USER_INPUT", faults.join("\n"));
  return traits;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
