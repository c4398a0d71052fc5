import { quantile } from "../figure.ts";
import type { Sent } from "./plan.ts";

/** How the events fared that were due within one second. */
export interface Second {
  readonly count: number;
  /** Milliseconds from when they were due to their acknowledgement. */
  readonly p99: number;
}

/** Second by second from the start; one without events fared well. */
export function secondsOf({ due, took }: Pick<Sent, "due" | "took">): Second[] {
  const seconds: number[][] = [];
  for (const [n, at] of due.entries()) (seconds[Math.floor(at / 1_000)] ??= []).push(took[n] ?? 0);
  return Array.from({ length: seconds.length }, (_, s) => seconds[s] ?? []).map((some) => ({
    count: some.length,
    p99: some.length === 0 ? 0 : quantile(some, 0.99),
  }));
}
