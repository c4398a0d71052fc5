/** The most accepted events a process holds in memory before it asks senders to wait. */
const MOST_BACKLOG = 20_000;

/** Seconds that a sender should wait before it sends more; 0 where there is room. */
export function busySeconds(backlog: number): number {
  return backlog < MOST_BACKLOG ? 0 : 1;
}
