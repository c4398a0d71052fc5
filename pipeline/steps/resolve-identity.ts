import type { PendingEvent } from "../../subgraphs/events/index.ts";
import type { Evidence, Identity, Resolution } from "../../subgraphs/identity/index.ts";

/** Resolves who the events of a batch are about. */
export type ResolveIdentity = (batch: readonly PendingEvent[]) => Promise<Resolution>;

/** Told of every batch that was resolved. */
export type WatchIdentity = (evidence: readonly Evidence[], resolution: Resolution) => void;

/** The step that hands a batch's evidence to identity. Events that identify nobody have none. */
export function createResolveIdentity(
  identity: Pick<Identity, "resolve">,
  watch: WatchIdentity,
): ResolveIdentity {
  return async function resolveIdentity(batch) {
    const evidence = batch.flatMap(toEvidence);
    const resolution = await identity.resolve(evidence);
    watch(evidence, resolution);
    return resolution;
  };
}

function toEvidence(pending: PendingEvent): Evidence[] {
  const { id, profile, ts, source, identifiers, traits } = pending;
  if (profile === null) return [];
  const { originals, plan, standard, messageId } = pending;
  const lineage = { originals, plan, standard, messageId };
  return [{ event: id, at: ts, source, profile, identifiers, traits, ...lineage }];
}
