import { spawn } from "node:child_process";

// Reads until its input ends, which it does when the process that holds the other end is gone, however it went.
const SCRIPT = 'cat > /dev/null; kill -TERM "$1" 2> /dev/null';

/** Sees to it that a process ends with this one, also when this one is killed; the function that comes back lets go. */
export function guard(pid: number): () => void {
  const child = spawn("sh", ["-c", SCRIPT, "guard", String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  // Its end of the pipe must not keep this process alive.
  (child.stdin as typeof child.stdin & { unref?: () => void }).unref?.();
  return () => {
    // The shell first, lest it takes the end of its input for ours; `cat` ends with the input.
    child.kill("SIGKILL");
    child.stdin.destroy();
  };
}
