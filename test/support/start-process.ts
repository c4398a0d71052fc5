import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const TIED = ["--import", "./test/support/end-with-parent.mjs"];

/** A process of the product. */
export interface Started {
  readonly url: string;
  readonly pid: number;
  /** Asks it to end; its exit code, or null where it had to be killed. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/** Starts a script of the product as `npm start` does, and waits until a line that it prints names the URL it answers at. */
export async function start(
  script: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Started> {
  const child = spawn(process.execPath, [...TIED, "app/run.mjs", ...script], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await ready(child, script.join(" "));
  return {
    url,
    pid: child.pid ?? 0,
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const gone = once(child, "exit");
      child.kill(signal);
      const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_STOP_MS);
      await gone;
      clearTimeout(timer);
      return child.exitCode;
    },
  };
}

const LONGEST_STOP_MS = 12_000;

/** Runs a script that is to end by itself; what it said and its exit code. */
export async function runToEnd(
  script: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", ...TIED, ...script], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  await once(child, "close");
  return { code: child.exitCode, text: chunks.join("") };
}

async function ready(child: ChildProcess, what: string): Promise<string> {
  if (child.stdout === null) throw new Error("no standard output");
  const failed = once(child, "exit").then(() => null);
  const lines = createInterface({ input: child.stdout });
  const found = (async () => {
    for await (const line of lines) {
      const url = /ready.* (http:\S+)/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
    return null;
  })();
  const url = await Promise.race([found, failed]);
  if (url === null) throw new Error(`${what} did not start`);
  // Nobody reads on; what it still prints must not block it.
  child.stdout.resume();
  return new URL(url).origin;
}
