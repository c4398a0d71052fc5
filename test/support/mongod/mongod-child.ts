import { existsSync, readFileSync } from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { eventually } from "../client.ts";

const SCRIPT = fileURLToPath(new URL("run-mongod.ts", import.meta.url));

/** A process that started a server, or could not. */
export interface MongodChild {
  readonly pid: number;
  /** What it said of its server; of its failure, only `message`. */
  readonly said: { readonly uri?: string; readonly pid?: number; readonly message?: string };
  /** Kills it, but not its server; resolves when it is gone. */
  kill(): Promise<void>;
}

const started: MongodChild[] = [];

/** Starts a server over a folder from a process of its own, and waits for what that says. */
export async function mongodChild(binary: string, dataDir: string): Promise<MongodChild> {
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, binary, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const made: MongodChild = {
    pid: child.pid ?? 0,
    said: JSON.parse(line) as MongodChild["said"],
    kill: () => kill(child),
  };
  started.push(made);
  return made;
}

/** Ends what a test started, also where the test failed, and waits until their servers write no more. */
export async function killChildren(): Promise<void> {
  await Promise.all(
    started.splice(0).map(async ({ kill, said }) => {
      await kill();
      await ended(said.pid ?? 0, 5_000);
    }),
  );
}

/** Waits until a process is gone; whether it still runs. */
export function ended(pid: number, withinMs = 2_000): Promise<boolean> {
  return eventually(
    () => Promise.resolve(pid !== 0 && isRunning(pid)),
    (running) => !running,
    withinMs,
  );
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** Whether a process runs; one that ended and that nobody asked after (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${String(pid)}/stat`, "utf8"));
  } catch {
    return existsSync("/proc/self/stat") ? false : true;
  }
}
