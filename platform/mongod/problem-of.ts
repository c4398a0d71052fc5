import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { promisify } from "node:util";

const OLDEST = 6;
const LONGEST_MS = 10_000;
const run = promisify(execFile);

/** Why the file is no MongoDB server, version 6.0 or newer, that runs here; null where it is one. */
export async function problemOf(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    const { stdout } = await run(path, ["--version"], { timeout: LONGEST_MS });
    const version = /db version v(\d+)\.(\d+)/.exec(stdout);
    if (version === null) return "it is not a MongoDB server";
    if (Number(version[1]) < OLDEST)
      return `it is version ${version[1] ?? ""}.${version[2] ?? ""}; 6.0 is the oldest that will do`;
    return null;
  } catch {
    return "it cannot be run on this machine";
  }
}
