import { mkdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { problemOf } from "./problem-of.ts";

/** The server that an earlier start fetched; null where there is none, or it does not run any more. */
export async function recallServer(cache: string): Promise<string | null> {
  try {
    const path = await readlink(linkOf(cache));
    return (await problemOf(path)) === null ? path : null;
  } catch {
    return null;
  }
}

/** Leaves for the next start which server was found to run, so that it asks no registry. */
export async function rememberServer(cache: string, path: string): Promise<void> {
  const near = `${linkOf(cache)}.${String(process.pid)}`;
  await mkdir(cache, { recursive: true });
  await rm(near, { force: true });
  await symlink(path, near);
  await rename(near, linkOf(cache));
}

function linkOf(cache: string): string {
  return join(cache, "mongod");
}
