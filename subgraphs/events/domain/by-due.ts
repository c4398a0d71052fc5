import type { PendingEvent } from "./pending-event.ts";

/** Work that waits until its events have happened. */
export interface LaterWork {
  readonly due: Date;
  readonly work: readonly PendingEvent[];
}

const STEP_MS = 1_000;

/** Parts what has happened by `now` from what lies ahead, which is gathered by the second in which it falls due. */
export function byDue(
  work: readonly PendingEvent[],
  now: Date,
): [readonly PendingEvent[], readonly LaterWork[]] {
  if (work.every(({ ts }) => ts <= now)) return [work, []];
  const later = new Map<number, PendingEvent[]>();
  for (const event of work) {
    if (event.ts <= now) continue;
    const due = Math.ceil(event.ts.getTime() / STEP_MS) * STEP_MS;
    const together = later.get(due) ?? [];
    later.set(due, together);
    together.push(event);
  }
  return [
    work.filter(({ ts }) => ts <= now),
    [...later].map(([due, some]) => ({ due: new Date(due), work: some })),
  ];
}
