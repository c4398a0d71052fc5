import type { Live } from "../../subgraphs/events/index.ts";
import { typeOf } from "../acceptance/accept.ts";
import type { JudgedItem, Watch } from "../acceptance/watch.ts";

/** Tells whoever listens of what was judged here; costs one look where nobody does. */
export function createLiveWatch(live: Live): Watch {
  return (items, source, receivedAt) => {
    if (!live.isHeard()) return;
    for (const item of items) live.tell(toReceived(item, source, receivedAt));
  };
}

function toReceived(
  { event, document, outcome, result: { id, messageId, error } }: JudgedItem,
  source: string,
  receivedAt: Date,
): Parameters<Live["tell"]>[0] {
  const stored = outcome === "ACCEPTED" || outcome === "DUPLICATE" ? document : null;
  return {
    id,
    outcome,
    source,
    ...typeOf(event),
    messageId,
    timestamp: stored?.ts ?? null,
    receivedAt,
    fault: error === null ? null : { ...error, plan: error.plan ?? null },
    properties: stored?.properties ?? null,
    context: stored?.context ?? null,
    profile: stored?.profile ?? null,
  };
}
