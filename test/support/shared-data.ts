import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The path of a shared data set, looked for in `shared/data` beside the repository or a folder above; null where absent. */
export function sharedData(name: string): string | null {
  for (let at = process.cwd(); ; at = dirname(at)) {
    const path = join(at, "..", "shared", "data", name);
    if (existsSync(path)) return path;
    if (at === dirname(at)) break;
  }
  console.log(`${name}: skipped, no data`);
  return null;
}
