/** Waiting batches are spread over so many slots; workers share the slots, not the batches. */
const SLOTS = 64;

/** Who a worker is, and who works beside it. */
export interface Share {
  /** The worker's lease. */
  readonly worker: string;
  /** The leases in force, the worker's own among them. */
  readonly live: readonly string[];
}

/** The slot of a batch: a hash of its id, which is random. */
export function slotOf(batch: string): number {
  return Number.parseInt(batch.slice(0, 2), 16) % SLOTS;
}

/** The slots that are a worker's: every worker that sees the same leases comes to the same fair split. */
export function slotsOf({ worker, live }: Share): number[] {
  const sorted = [...live].sort();
  const place = sorted.indexOf(worker);
  if (place === -1) return [];
  return Array.from({ length: SLOTS }, (_, slot) => slot).filter(
    (slot) => slot % sorted.length === place,
  );
}
