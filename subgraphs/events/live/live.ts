import type { EventsStore } from "../store.ts";
import { followStored } from "./follow-stored.ts";
import { createLiveHub, type LiveHub } from "./hub.ts";
import { receivedOf } from "./received-of.ts";

/** The live tail of this process. */
export type Live = Omit<LiveHub, "tellGap">;

/**
 * `own`: tells of what this process judged. `stored`: where others accept, tells of what any process stores, by a change
 * stream that is open while somebody listens, and of what this one judged and did not store.
 */
export function createLive(
  store: EventsStore,
  reach: "own" | "stored",
  onFault: (error: unknown) => void,
): Live {
  let followed: { stop(): Promise<void> } | null = null;
  const hub = createLiveHub((heard) => {
    if (reach === "own") return;
    const before = followed;
    followed = heard ? followStored(store, follower) : null;
    before?.stop().catch(onFault);
  });
  const follower = {
    tell: (stored: Parameters<typeof receivedOf>[0]) => {
      hub.tell(receivedOf(stored));
    },
    tellGap: hub.tellGap,
    onFault,
  };
  if (reach === "own") return hub;
  return {
    ...hub,
    tell: (event) => {
      // What is stored comes back by the stream.
      if (event.outcome !== "ACCEPTED" && event.outcome !== "QUARANTINED") hub.tell(event);
    },
  };
}
