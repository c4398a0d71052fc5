import type { PendingEvent } from "../../subgraphs/events/index.ts";
import type { Identity } from "../../subgraphs/identity/index.ts";

/** Compares what a batch states of people with everybody who is like them. */
export type MatchRecords = (batch: readonly PendingEvent[]) => Promise<void>;

/**
 * The step: only profiles of which something is stated that the model reads. Whom it joins is left to upkeep to evaluate,
 * as with every operation of the ledger.
 */
export function createMatchRecords(identity: Pick<Identity, "match" | "matched">): MatchRecords {
  return async function matchRecords(batch) {
    if (identity.matched.size === 0) return;
    const profiles = batch.flatMap(({ profile, traits }) =>
      profile !== null && Object.keys(traits).some((name) => identity.matched.has(name))
        ? [profile]
        : [],
    );
    if (profiles.length > 0) await identity.match([...new Set(profiles)]);
  };
}
