import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { build, stop } from "esbuild";

/**
 * `node app/run.mjs SCRIPT [ARGUMENT...]`: builds a script of this repository with the threads that it starts, and runs it
 * as plain JavaScript: less memory and time than by a loader of TypeScript, which threads don't inherit (decision 49).
 * Each build is a folder of its own by its content, so that whoever runs keeps theirs.
 */
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BUILDS = join(ROOT, ".build");
const THREADS = ["app/thread/work-thread.ts", "app/identity/match-thread.ts"];
const UNUSED_MS = 24 * 3_600_000;

/** What is read beside a source is found beside it; a thread is beside the script, built with it. */
const fromSource = {
  name: "from-source",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: "ts",
      contents: fs
        .readFileSync(path, "utf8")
        .replaceAll(
          /"\.\/([\w-]+-thread)\.ts", import\.meta\.url|import\.meta\.url/g,
          (_, thread) =>
            thread === undefined
              ? JSON.stringify(pathToFileURL(path).href)
              : `"./${thread}.js", import.meta.url`,
        ),
    }));
  },
};

// Two cores have the database and two threads of work on them all the time: helpers that collect garbage beside a thread
// only take from these (decision 53).
if (availableParallelism() <= 2) {
  setFlagsFromString("--no-parallel-scavenge");
  setFlagsFromString("--no-concurrent-marking");
}

const [, , script, ...rest] = process.argv;
const { outputFiles } = await build({
  absWorkingDir: ROOT,
  entryPoints: [script, ...THREADS],
  // As deep as where it will be: source maps name the sources from there.
  outdir: join(BUILDS, "build"),
  entryNames: "[name]",
  bundle: true,
  splitting: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: true,
  sourcesContent: false,
  write: false,
  plugins: [fromSource],
});
await stop();
const hash = createHash("sha256");
for (const { path, contents } of outputFiles) hash.update(path).update(contents);
const folder = join(BUILDS, hash.digest("hex").slice(0, 16));
if (!fs.existsSync(folder)) {
  const made = `${folder}-${String(process.pid)}`;
  fs.mkdirSync(made, { recursive: true });
  for (const { path, contents } of outputFiles)
    fs.writeFileSync(join(made, basename(path)), contents);
  // Another process may have been quicker, with the same.
  try {
    fs.renameSync(made, folder);
  } catch {
    fs.rmSync(made, { recursive: true, force: true });
  }
}
fs.utimesSync(folder, new Date(), new Date());
for (const name of fs.readdirSync(BUILDS)) {
  const one = join(BUILDS, name);
  const age = Date.now() - (fs.statSync(one, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > UNUSED_MS) fs.rmSync(one, { recursive: true, force: true });
}
const file = join(folder, `${basename(script, ".ts")}.js`);
process.argv = [process.argv[0], file, ...rest];
process.setSourceMapsEnabled(true);
// What modules leave in the room for young objects is there to stay; V8 would double that room again and again, and keep it.
// (A script that waits at its top level would have too little of it all along: each has a `main`.)
setFlagsFromString("--semi-space-growth-factor=1");
await import(pathToFileURL(file).href);
setFlagsFromString("--semi-space-growth-factor=2");
