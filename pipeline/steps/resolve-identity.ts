import type { PendingEvent } from "../../subgraphs/events/index.ts";
import type { Evidence, Identity, Resolution } from "../../subgraphs/identity/index.ts";

/** Resolves who the events of a batch are about. */
export type ResolveIdentity = (batch: readonly PendingEvent[]) => Promise<Resolution>;

/** The step that hands a batch's evidence to identity. Events that identify nobody have none. */
export function createResolveIdentity(identity: Pick<Identity, "resolve">): ResolveIdentity {
  return function resolveIdentity(batch) {
    return identity.resolve(batch.flatMap(toEvidence));
  };
}

function toEvidence(pending: PendingEvent): Evidence[] {
  const { id, profile, ts, source, identifiers, traits } = pending;
  if (profile === null) return [];
  const { originals, plan, standard, messageId } = pending;
  const lineage = { originals, plan, standard, messageId };
  return [{ event: id, at: ts, source, profile, identifiers, traits, ...lineage }];
}
