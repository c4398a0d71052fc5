import type { QuarantineEntry } from "../../subgraphs/events/index.ts";
import type { SentItem } from "../acceptance/item.ts";
import type { SourceReader } from "../sources/source-kind.ts";
import { isWireCall } from "../wire/is-wire-call.ts";
import { EVENT_TYPES } from "../wire/wire-event.ts";

/** The reader of a source's records; null where the source sends events in the wire format. */
export type ReaderOf = (source: string) => Pick<SourceReader, "read"> | null;

/** What a replay sends of an entry: its event, or what its record is read as by now. */
export async function itemsOf(
  entry: QuarantineEntry,
  readerOf: ReaderOf,
): Promise<readonly SentItem[]> {
  const { kind, source, messageId, call, body, original, patched, receivedAt } = entry;
  const raw = JSON.parse(patched ?? body) as unknown;
  // What a patch made an event of needs no reader, and what is no JSON has none.
  const isMade = patched !== undefined && isWireCall(raw) && !isWireCall(JSON.parse(body));
  const reader = kind === "event" || raw === null || isMade ? null : readerOf(source);
  if (reader !== null) {
    const record = { value: raw, original: patched ?? original ?? body };
    const items = await reader.read([record], { headers: {} });
    return items.flat().map((item) => ({ ...item, replayed: { receivedAt, messageId: null } }));
  }
  const type = EVENT_TYPES.find((known) => known === call);
  const live = entry.live === true && (patched === undefined || sameTimes(raw, JSON.parse(body)));
  return [
    { raw, live, replayed: { receivedAt, messageId }, ...(type === undefined ? {} : { type }) },
  ];
}

// Who patches a time gives the true one: the sender's clock says nothing of it.
function sameTimes(patched: unknown, sent: unknown): boolean {
  return ["timestamp", "originalTimestamp", "sentAt"].every(
    (name) => JSON.stringify(valueOf(patched, name)) === JSON.stringify(valueOf(sent, name)),
  );
}

function valueOf(raw: unknown, name: string): unknown {
  return typeof raw === "object" && raw !== null
    ? (raw as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
