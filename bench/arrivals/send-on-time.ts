import { setTimeout as sleep } from "node:timers/promises";
import { dueAt } from "./due-at.ts";
import { eventOf } from "./event-of.ts";
import type { SendPlan, Sent } from "./plan.ts";
import type { Post } from "./post-batch.ts";

const BROKEN_WAIT_MS = 200;

/**
 * Sends a plan. Events are due by the clock, whatever became of those before: what is due while all lanes are under way
 * waits, and its waiting is counted, so that a stalled server can't hide what it would have cost (no coordinated
 * omission). What is refused with 429 or breaks is sent again with the same ids, after the time that the answer names,
 * until it is acknowledged. `stopped`: nothing more becomes due.
 */
export async function sendOnTime(plan: SendPlan, post: Post, stopped: AbortSignal): Promise<Sent> {
  const took: number[] = [];
  const outcome: number[] = [];
  const counts = { busy: 0, busyWithoutTime: 0, broken: 0 };
  const startedAt = Date.now();
  const began = performance.now();
  const elapsed = (): number => performance.now() - began;
  let next = 0;
  const isDue = (): boolean => !stopped.aborted && dueAt(next, plan.phases) <= elapsed();
  const isOver = (): boolean => stopped.aborted || dueAt(next, plan.phases) === Infinity;

  const deliver = async (some: readonly number[]): Promise<void> => {
    const batch = some.map((n) => eventOf(n, plan, new Date(startedAt + dueAt(n, plan.phases))));
    for (;;) {
      const answer = await post(batch);
      if (answer.kind === "told") {
        const now = elapsed();
        for (const [i, n] of some.entries()) {
          took[n] = now - dueAt(n, plan.phases);
          outcome[n] = answer.outcomes[i] ?? -1;
        }
        return;
      }
      counts[answer.kind] += 1;
      if (answer.kind === "busy" && answer.retryAfterMs === null) counts.busyWithoutTime += 1;
      const wait = answer.kind === "busy" ? (answer.retryAfterMs ?? 1_000) : BROKEN_WAIT_MS;
      // Not all at the same instant, as SDKs do it.
      await sleep(wait * (1 + Math.random()));
    }
  };

  // One timer wakes one lane, and that the next where more is due: the sender is to cost little.
  const idle: (() => void)[] = [];
  const ticker = setInterval(() => {
    if (isOver()) for (const rouse of idle.splice(0)) rouse();
    else if (isDue()) idle.pop()?.();
  }, 1);
  const lane = async (): Promise<void> => {
    while (!isOver()) {
      const some: number[] = [];
      while (some.length < plan.batch && isDue()) some.push(next++);
      if (isDue()) idle.pop()?.();
      if (some.length > 0) await deliver(some);
      else await new Promise<void>((resolve) => idle.push(resolve));
    }
  };
  await Promise.all(Array.from({ length: plan.lanes }, lane));
  clearInterval(ticker);
  return {
    due: Float64Array.from({ length: next }, (_, n) => dueAt(n, plan.phases)),
    took: Float64Array.from(took),
    outcome: Int8Array.from(outcome),
    ...counts,
  };
}
