/** The most accepted events a process holds in memory before it asks senders to wait. */
const MOST_BACKLOG = 20_000;

/** Seconds that a sender should wait before it sends more; 0 where there is room. */
export function busySeconds(backlog: number): number {
  return backlog < MOST_BACKLOG ? 0 : 1;
}

/** The most accepted events that an import leaves waiting: a file has time, and those who send live come first. */
const MOST_IMPORT_BACKLOG = 2_000;

/** Whether an import should wait. */
export function isBusyForImports(backlog: number): boolean {
  return backlog >= MOST_IMPORT_BACKLOG;
}
