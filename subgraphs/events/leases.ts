import type { EventsStore } from "./store.ts";

/**
 * Puts a worker's lease in force for `forMs` from now, and answers all that are. Only the server's clock is asked, so
 * the clocks of workers may differ as they like. `traits` names what it computes.
 */
export async function beat(
  { leases }: EventsStore,
  worker: string,
  forMs: number,
  traits: string,
): Promise<string[]> {
  const set = { until: { $add: ["$$NOW", forMs] }, traits: { $literal: traits } };
  await leases.updateOne({ _id: worker }, [{ $set: set }], { upsert: true });
  const live = await leases
    .find({ $expr: { $gt: ["$until", "$$NOW"] } }, { projection: { _id: 1 } })
    .toArray();
  return live.map(({ _id }) => _id);
}

/** Whether workers are there that compute something else than `traits` names. */
export async function othersCompute({ leases }: EventsStore, traits: string): Promise<boolean> {
  const other = await leases.findOne(
    { traits: { $ne: traits }, $expr: { $gt: ["$until", "$$NOW"] } },
    { projection: { _id: 1 } },
  );
  return other !== null;
}

/** Ends a worker's lease at once: others take over what it leaves. */
export async function endLease({ leases }: EventsStore, worker: string): Promise<void> {
  await leases.deleteOne({ _id: worker });
}
