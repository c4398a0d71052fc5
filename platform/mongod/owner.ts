import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../errors.ts";

/** Who runs a server over a data directory, and where it listens. */
export interface Owner {
  readonly owner: number;
  readonly port: number;
}

const GUARD_MS = 10_000;

/** Throws `CONFLICT` while a server runs over this data; waits for one whose process was killed. */
export async function requireFree(dataDir: string): Promise<void> {
  const until = Date.now() + GUARD_MS;
  for (;;) {
    const server = await serverOf(dataDir);
    // An id that another program has by now is no server: it was left by one that was killed.
    if (server === null || !isAlive(server) || !(await isServer(server))) return;
    const owner = await readOwner(dataDir);
    if (owner !== null && owner.owner !== process.pid && isAlive(owner.owner))
      throw new AppError(
        "CONFLICT",
        `DATA_DIR: process ${String(owner.owner)} runs over this data; stop it, or set DATA_DIR to another folder.`,
      );
    if (Date.now() > until)
      throw new AppError(
        "CONFLICT",
        `DATA_DIR: a MongoDB server (process ${String(server)}) runs over this data; stop it, or set DATA_DIR to another folder.`,
      );
    await sleep(50);
  }
}

/** What the last start over this data left; null at the first. */
export async function readOwner(dataDir: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(join(dataDir, "owner.json"), "utf8")) as Owner;
  } catch {
    return null;
  }
}

/** Leaves for the next start who this was. */
export function keepOwner(dataDir: string, owner: Owner): Promise<void> {
  return writeFile(join(dataDir, "owner.json"), JSON.stringify(owner));
}

// mongod keeps its process id in its lock file, and empties it at a clean end.
async function serverOf(dataDir: string): Promise<number | null> {
  try {
    return Number.parseInt(await readFile(join(dataDir, "mongod.lock"), "utf8"), 10) || null;
  } catch {
    return null;
  }
}

async function isServer(pid: number): Promise<boolean> {
  try {
    return (await readFile(`/proc/${String(pid)}/cmdline`, "utf8")).includes("--dbpath");
  } catch {
    // No such file on macOS, and none to read where it is somebody else's: an id in use is all that is known.
    return !existsSync("/proc/self/cmdline");
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
