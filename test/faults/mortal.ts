import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "../../platform/mongod/free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A process of the write path that is expected to die; it comes back at the same address. */
export interface Mortal {
  readonly url: string;
  isAlive(): boolean;
  /** Starts it; with a crash point, it kills itself there after `skip` times. */
  start(crashAt?: string, skip?: number): void;
  /** Resolves when it has ended, killed or by itself, or when time is up. */
  died(withinMs: number): Promise<"killed" | "ended" | "alive">;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

/** A process of the product, the pipeline unless told otherwise, over the database of its environment. */
export async function createMortal(
  environment: Readonly<Record<string, string>>,
  script: readonly string[] = ["app/start-pipeline.ts"],
): Promise<Mortal> {
  const port = String(await freePort());
  let child: ChildProcess | null = null;
  const isDead = (): boolean =>
    child === null || child.exitCode !== null || child.signalCode !== null;
  const died = async (withinMs: number): Promise<"killed" | "ended" | "alive"> => {
    if (child !== null && !isDead())
      await once(child, "exit", { signal: AbortSignal.timeout(withinMs) }).catch(() => undefined);
    if (!isDead()) return "alive";
    return child?.signalCode === "SIGKILL" ? "killed" : "ended";
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
        ["--import", "./test/faults/crash-at.mjs", "app/run.mjs", ...script],
        {
          cwd: ROOT,
          env: { ...process.env, ...environment, ...crash, PORT: port, MONGODB_URI: uri.href },
          stdio: ["ignore", "ignore", "inherit"],
        },
      );
    },
    isAlive: () => !isDead(),
    died,
    kill: async (signal) => {
      if (isDead() || child === null) return;
      child.kill(signal);
      if ((await died(12_000)) === "alive") throw new Error(`${signal} did not end it`);
    },
  };
}
