import type { Database } from "../../platform/mongo.ts";
import type { ConsentPort, Receipt } from "../../subgraphs/consent/index.ts";
import type { EventDocument } from "../../subgraphs/events/index.ts";
import type { Identity } from "../../subgraphs/identity/index.ts";

/** Lets the decisions that came with a batch take force; answers whom they concern. */
export type RecordDecisions = (batch: readonly EventDocument[]) => Promise<readonly string[]>;

/** Records receipts and the projection that identity carries as one: never the one without the other. */
export type DecideTogether = (receipts: readonly Receipt[]) => Promise<readonly string[]>;

/** The one way that decisions take force, whether they came with an event or by themselves. */
export function createDecideTogether(
  database: Pick<Database, "transaction">,
  consent: Pick<ConsentPort, "decide">,
  identity: Pick<Identity, "project">,
): DecideTogether {
  return (receipts) => {
    if (receipts.length === 0) return Promise.resolve([]);
    const projected = receipts.flatMap(({ names, decisions, at }) =>
      decisions.map(({ purpose, denied }) => ({ identifiers: [...names], purpose, at, denied })),
    );
    return database.transaction(async (session) => {
      await consent.decide(receipts, session);
      return identity.project(projected, session);
    });
  };
}

/** The step: an event's receipt has the event's id, and speaks for every identifier that the event names. */
export function createRecordDecisions(decideTogether: DecideTogether): RecordDecisions {
  return function recordDecisions(batch) {
    return decideTogether(batch.flatMap(toReceipt));
  };
}

function toReceipt({ _id, ts, source, receivedAt, todo }: EventDocument): Receipt[] {
  const { decisions, identifiers } = todo?.evidence ?? { decisions: [], identifiers: [] };
  if (decisions.length === 0 || identifiers.length === 0) return [];
  const names = identifiers.map(({ id }) => id);
  return [{ _id, names, decisions, at: ts, recordedAt: receivedAt, source }];
}
