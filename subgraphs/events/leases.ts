import type { EventsStore } from "./store.ts";

/**
 * Puts a worker's lease in force for `forMs` from now, and answers all that are. Only the server's clock is asked, so
 * the clocks of workers may differ as they like.
 */
export async function beat(
  { leases }: EventsStore,
  worker: string,
  forMs: number,
): Promise<string[]> {
  await leases.updateOne({ _id: worker }, [{ $set: { until: { $add: ["$$NOW", forMs] } } }], {
    upsert: true,
  });
  const live = await leases
    .find({ $expr: { $gt: ["$until", "$$NOW"] } }, { projection: { _id: 1 } })
    .toArray();
  return live.map(({ _id }) => _id);
}

/** Ends a worker's lease at once: others take over what it leaves. */
export async function endLease({ leases }: EventsStore, worker: string): Promise<void> {
  await leases.deleteOne({ _id: worker });
}
