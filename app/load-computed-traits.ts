import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readComputedTraits, type ComputedDefinition } from "../subgraphs/events/index.ts";
import { filesIn } from "./files-in.ts";

const SHIPPED = fileURLToPath(new URL("../examples/computed-traits", import.meta.url));

/**
 * The computed traits of a folder, every `.json` in it; throws `BAD_USER_INPUT` that names all faults of all files.
 * Without a path: the shipped examples.
 */
export function loadComputedTraits(path: string | undefined): readonly ComputedDefinition[] {
  const folder = path ?? SHIPPED;
  return readComputedTraits(
    filesIn(folder, /\.json$/, "COMPUTED_TRAITS_DIR").map((name) => ({
      name,
      text: readFileSync(join(folder, name), "utf8"),
    })),
  );
}
