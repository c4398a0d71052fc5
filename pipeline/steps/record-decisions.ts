import type { Database } from "../../platform/mongo.ts";
import type { ConsentPort, Receipt } from "../../subgraphs/consent/index.ts";
import type { PendingEvent } from "../../subgraphs/events/index.ts";
import type { Identity } from "../../subgraphs/identity/index.ts";

/** Lets the decisions that came with a batch take force; answers whom they concern. */
export type RecordDecisions = (batch: readonly PendingEvent[]) => Promise<readonly string[]>;

/** Records receipts and the projection that identity carries as one: never the one without the other. */
export type DecideTogether = (
  receipts: readonly Receipt[],
  kind: "told" | "progress",
) => Promise<readonly string[]>;

/** The one way that decisions take force, whether they came with an event or by themselves. */
export function createDecideTogether(
  database: Pick<Database, "transaction">,
  consent: Pick<ConsentPort, "decide">,
  identity: Pick<Identity, "project">,
): DecideTogether {
  return (receipts, kind) => {
    if (receipts.length === 0) return Promise.resolve([]);
    const projected = receipts.flatMap(({ names, decisions, at }) =>
      decisions.map(({ purpose, denied }) => ({ identifiers: [...names], purpose, at, denied })),
    );
    return database.transaction(async (session) => {
      await consent.decide(receipts, session);
      return identity.project(projected, session);
    }, kind);
  };
}

/** The step: an event's receipt has the event's id, and speaks for every identifier that the event names. */
export function createRecordDecisions(decideTogether: DecideTogether): RecordDecisions {
  return function recordDecisions(batch) {
    return decideTogether(batch.flatMap(toReceipt), "progress");
  };
}

function toReceipt(pending: PendingEvent): Receipt[] {
  const { id, ts, source, receivedAt, identifiers, decisions } = pending;
  if (decisions.length === 0 || identifiers.length === 0) return [];
  const names = identifiers.map((identifier) => identifier.id);
  return [{ _id: id, names, decisions, at: ts, recordedAt: receivedAt, source }];
}
