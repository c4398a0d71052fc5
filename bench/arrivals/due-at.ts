import type { Phase } from "./plan.ts";

/** When event `n` is due, milliseconds after the start; `Infinity` behind the last one. */
export function dueAt(n: number, phases: readonly Phase[]): number {
  let [left, start] = [n, 0];
  for (const { rate, seconds } of phases) {
    const count = Math.floor(rate * seconds);
    if (left < count) return (start + left / rate) * 1_000;
    left -= count;
    start += seconds;
  }
  return Infinity;
}
