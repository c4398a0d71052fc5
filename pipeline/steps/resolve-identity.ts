import type { EventDocument } from "../../subgraphs/events/index.ts";
import type { Evidence, Identity, Resolution } from "../../subgraphs/identity/index.ts";

/** Resolves who the events of a batch are about. */
export type ResolveIdentity = (batch: readonly EventDocument[]) => Promise<Resolution>;

/** The step that hands a batch's evidence to identity. Events that identify nobody have none. */
export function createResolveIdentity(identity: Pick<Identity, "resolve">): ResolveIdentity {
  return function resolveIdentity(batch) {
    return identity.resolve(batch.flatMap(toEvidence));
  };
}

function toEvidence({ _id, profile, ts, source, todo }: EventDocument): Evidence[] {
  if (profile === null || todo === undefined) return [];
  const { identifiers, traits } = todo.evidence;
  return [
    {
      event: _id,
      at: ts,
      source,
      profile,
      identifiers,
      traits: JSON.parse(traits) as Record<string, unknown>,
    },
  ];
}
