import { readFileSync } from "node:fs";

/** The memory of a process, looked at five times a second. */
export interface MemoryWatch {
  /** Megabytes resident when the watch began. */
  readonly before: number;
  /** Ends the watch; the most megabytes that were resident meanwhile. */
  stop(): number;
}

const EVERY_MS = 200;

/** Watches how much memory of a process is resident (proc(5), VmRSS). */
export function watchMemory(pid: number): MemoryWatch {
  const before = residentMb(pid);
  let most = before;
  const look = (): void => {
    most = Math.max(most, residentMb(pid));
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    before,
    stop: () => {
      clearInterval(timer);
      look();
      return most;
    },
  };
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
