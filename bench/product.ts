import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A process of the benchmark. */
export interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a script of the repository, and waits until a line that it prints names the URL it answers at. */
export async function start(
  script: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Started> {
  const child = spawn(process.execPath, ["--import", "tsx", ...script], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await ready(child, script.join(" "));
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await Promise.race([once(child, "exit"), new Promise((r) => setTimeout(r, 3_000))]);
      child.kill("SIGKILL");
    },
  };
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
