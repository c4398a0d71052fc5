import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "../../platform/mongod/free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A process of the write path that is expected to die; it comes back at the same address. */
export interface Mortal {
  readonly url: string;
  /** Starts it; with a crash point, it kills itself there after `skip` times. */
  start(crashAt?: string, skip?: number): void;
  /** Resolves with true when it has died, with false when time is up. */
  died(withinMs: number): Promise<boolean>;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

/** A pipeline process over the database of its environment. */
export async function createMortal(environment: Readonly<Record<string, string>>): Promise<Mortal> {
  const port = String(await freePort());
  let child: ChildProcess | null = null;
  const isDead = (): boolean =>
    child === null || child.exitCode !== null || child.signalCode !== null;
  const died = async (withinMs: number): Promise<boolean> => {
    if (isDead() || child === null) return true;
    const time = AbortSignal.timeout(withinMs);
    return await once(child, "exit", { signal: time }).then(
      () => true,
      () => false,
    );
  };
  return {
    url: `http://127.0.0.1:${port}`,
    start: (crashAt, skip = 0) => {
      if (!isDead()) throw new Error("it still runs");
      const crash = crashAt === undefined ? {} : { CRASH_AT: crashAt, CRASH_SKIP: String(skip) };
      const uri = new URL(environment["MONGODB_URI"] ?? "");
      uri.searchParams.set("monitorCommands", "true");
      child = spawn(
        process.execPath,
        ["--import", "tsx", "--import", "./test/faults/crash-at.ts", "app/start-pipeline.ts"],
        {
          cwd: ROOT,
          env: { ...process.env, ...environment, ...crash, PORT: port, MONGODB_URI: uri.href },
          stdio: ["ignore", "ignore", "inherit"],
        },
      );
    },
    died,
    kill: async (signal) => {
      if (isDead() || child === null) return;
      child.kill(signal);
      if (!(await died(12_000))) throw new Error(`${signal} did not end it`);
    },
  };
}
