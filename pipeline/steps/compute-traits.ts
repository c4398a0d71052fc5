import type { Events, PendingEvent } from "../../subgraphs/events/index.ts";

/** Brings computed traits up to what a batch's events say. */
export type ComputeTraits = (batch: readonly PendingEvent[]) => Promise<void>;

/** The step: it goes by profile, so it does not wait for who that is. */
export function createComputeTraits(events: Pick<Events, "computeTraits">): ComputeTraits {
  return function computeTraits(batch) {
    return events.computeTraits(batch);
  };
}
