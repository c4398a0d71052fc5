import { createRequire, syncBuiltinESMExports } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { isMainThread, Worker } from "node:worker_threads";
import { MongoClient } from "mongodb";

/**
 * Preloaded into a process of the product (`--import`), which itself knows nothing of it: kills the process, as
 * `kill -9` does, just before or just after one of its own database commands. `CRASH_AT` is `before|after COMMAND
 * COLLECTION [FIELD]`, the last a field that the command names; `CRASH_SKIP` how many such commands go well first. The
 * URI must ask for `monitorCommands`. What its threads send counts as well: it is loaded into them too.
 */
const [moment, commandName, collection, field] = (process.env.CRASH_AT ?? "").split(" ");
let left = Number(process.env.CRASH_SKIP ?? "0");
const watched = new WeakSet();
const underway = new Set();

function dieInTime() {
  left -= 1;
  if (left < 0) process.kill(process.pid, "SIGKILL");
}

function isPoint({ commandName: name, command }) {
  if (name !== commandName) return false;
  if (collection !== undefined && command[commandName] !== collection) return false;
  return field === undefined || JSON.stringify(command).includes(`"${field}":`);
}

function watch(client) {
  if (watched.has(client)) return;
  watched.add(client);
  client.on("commandStarted", (event) => {
    if (!isPoint(event)) return;
    if (moment === "before") dieInTime();
    else underway.add(event.requestId);
  });
  client.on("commandSucceeded", (event) => {
    if (underway.delete(event.requestId)) dieInTime();
  });
}

const open = MongoClient.prototype.db;
MongoClient.prototype.db = function db(...named) {
  watch(this);
  return open.apply(this, named);
};

/** The threads of the product ask for nothing to be preloaded. */
class WatchedThread extends Worker {
  constructor(script, options) {
    super(script, { ...options, execArgv: ["--import", fileURLToPath(import.meta.url)] });
  }
}

if (isMainThread) {
  await import("../support/end-with-parent.mjs");
  createRequire(import.meta.url)("node:worker_threads").Worker = WatchedThread;
  syncBuiltinESMExports();
}
