import { createRequire, syncBuiltinESMExports } from "node:module";
import { isMainThread, Worker, type WorkerOptions } from "node:worker_threads";
import { MongoClient, type CommandStartedEvent, type CommandSucceededEvent } from "mongodb";

/**
 * Preloaded into a process of the product (`--import`), which itself knows nothing of it: kills the process, as
 * `kill -9` does, just before or just after one of its own database commands. `CRASH_AT` is `before|after COMMAND
 * COLLECTION [FIELD]`, the last a field that the command names; `CRASH_SKIP` how many such commands go well first. The
 * URI must ask for `monitorCommands`. What its threads send counts as well: it is loaded into them too.
 */
const [moment, commandName, collection, field] = (process.env["CRASH_AT"] ?? "").split(" ");
let left = Number(process.env["CRASH_SKIP"] ?? "0");
const watched = new WeakSet<MongoClient>();
const underway = new Set<number>();

function dieInTime(): void {
  left -= 1;
  if (left < 0) process.kill(process.pid, "SIGKILL");
}

function isPoint({ commandName: name, command }: CommandStartedEvent): boolean {
  if (name !== commandName) return false;
  if (collection !== undefined && command[commandName] !== collection) return false;
  return field === undefined || JSON.stringify(command).includes(`"${field}":`);
}

function watch(client: MongoClient): void {
  if (watched.has(client)) return;
  watched.add(client);
  client.on("commandStarted", (event: CommandStartedEvent) => {
    if (!isPoint(event)) return;
    if (moment === "before") dieInTime();
    else underway.add(event.requestId);
  });
  client.on("commandSucceeded", (event: CommandSucceededEvent) => {
    if (underway.delete(event.requestId)) dieInTime();
  });
}

const open = MongoClient.prototype.db;
MongoClient.prototype.db = function db(this: MongoClient, ...named: Parameters<typeof open>) {
  watch(this);
  return open.apply(this, named);
};

/** A thread does not inherit what is preloaded: it registers the loader of TypeScript and this, and then is its script. */
const BOOT = `const [loader, crashAt, script] = process.argv.slice(2);
import(loader).then(({ register }) => { register(); return import(crashAt); }).then(() => import(script));`;

class Watched extends Worker {
  constructor(script: string | URL, options: WorkerOptions = {}) {
    const argv = [import.meta.resolve("tsx/esm/api"), import.meta.url, String(script)];
    super(BOOT, { ...options, eval: true, argv });
  }
}
if (isMainThread) {
  await import(new URL("../support/end-with-parent.mjs", import.meta.url).href);
  const threads = createRequire(import.meta.url)("node:worker_threads") as { Worker: unknown };
  threads.Worker = Watched;
  syncBuiltinESMExports();
}
