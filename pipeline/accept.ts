import { randomUUID } from "node:crypto";
import type { Clock } from "../platform/clock.ts";
import type {
  AppendOutcome,
  EventDocument,
  EventsPort,
  PendingBatch,
  PendingEvent,
} from "../subgraphs/events/index.ts";
import { eventKey } from "../platform/event-key.ts";
import type { Identity } from "../subgraphs/identity/index.ts";
import { consentPreferences } from "./wire/consent-preferences.ts";
import { contentHash } from "./wire/content-hash.ts";
import { identifiersOf, personTraits } from "./wire/identifiers.ts";
import { parseEvent } from "./wire/parse-event.ts";
import { withoutIdentifiers } from "./wire/without-identifiers.ts";
import type { WireEvent, WireFault, WireType } from "./wire/wire-event.ts";

/** What became of one event that was sent. */
export interface ItemResult {
  /** Its place in the batch, from 0. */
  readonly index: number;
  readonly messageId: string | null;
  readonly outcome: "ACCEPTED" | "DUPLICATE" | "QUARANTINED" | "REJECTED";
  /** The event's id in the graph; null where it was rejected. */
  readonly id: string | null;
  readonly error: WireFault | null;
  /** What was left out of an accepted event, and why. */
  readonly notes: readonly string[];
}

/** One event as it came, and what its address says of it. */
export interface SentItem {
  readonly raw: unknown;
  readonly type?: WireType;
}

/** Takes a batch in: durable when the promise resolves, one result an event, in order. */
export type Accept = (items: readonly SentItem[], source: string) => Promise<ItemResult[]>;

/** What acceptance is handed. */
export interface AcceptDependencies {
  readonly events: Pick<EventsPort, "idOf" | "append" | "quarantine">;
  readonly identity: Pick<Identity, "identify">;
  readonly purposes: ReadonlySet<string>;
  readonly clock: Clock;
  /** How long the process that accepts an event has it to itself; 0 where others do the rest. */
  readonly holdMs: number;
  /** Told of what was stored, so that work on it starts at once. */
  readonly onAccepted: (batch: PendingBatch) => void;
}

/** The most bytes of one event, as JSON. */
const MOST_EVENT_BYTES = 32 * 1024;

interface Prepared {
  readonly document: EventDocument;
  readonly work: PendingEvent;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
}

/** Makes the verb that everything comes in by: check, identify, store; all else follows from the mark it leaves. */
export function createAccept(dependencies: AcceptDependencies): Accept {
  const { events, clock, holdMs, onAccepted } = dependencies;
  return async (items, source) => {
    const receivedAt = clock();
    const checked = items.map((item) => prepare(item, source, receivedAt, dependencies));
    const prepared = checked.flatMap((one) => ("document" in one ? [one] : []));
    const { outcomes, batch } = await events.append(
      prepared.map(({ document }) => document),
      prepared.map(({ work }) => work),
      new Date(receivedAt.getTime() + holdMs),
    );
    const conflicts = prepared.filter((_, i) => outcomes[i] === "conflict");
    if (conflicts.length > 0) await events.quarantine(conflicts.map(toQuarantine));
    const accepted = prepared.flatMap(({ work }, i) => (outcomes[i] === "accepted" ? [work] : []));
    if (prepared.length > 0) onAccepted({ id: batch, attempts: 0, events: accepted });
    let next = 0;
    return checked.map((one, index) => {
      if (!("document" in one)) return rejected(index, one);
      return stored(index, one, outcomes[next++] ?? "accepted");
    });
  };
}

function prepare(
  { raw, type }: SentItem,
  source: string,
  receivedAt: Date,
  dependencies: AcceptDependencies,
): Prepared | (WireFault & { readonly messageId: string | null }) {
  const parsed = parseEvent(raw, receivedAt, type);
  const sentId = messageIdOf(raw);
  if (parsed.kind === "fault") return { ...parsed.fault, messageId: sentId };
  const plain = raw as Readonly<Record<string, unknown>>;
  const bytes = Buffer.byteLength(JSON.stringify(plain));
  if (bytes > MOST_EVENT_BYTES) return { ...tooLarge(bytes), messageId: sentId };
  const written = identifiersOf(parsed.event);
  if (written.length === 0) return { ...NOBODY, messageId: sentId };
  return toDocument(parsed.event, written, plain, { source, receivedAt, ...dependencies });
}

function toDocument(
  event: WireEvent,
  written: ReturnType<typeof identifiersOf>,
  raw: Readonly<Record<string, unknown>>,
  {
    events,
    identity,
    purposes,
    source,
    receivedAt,
  }: AcceptDependencies & {
    readonly source: string;
    readonly receivedAt: Date;
  },
): Prepared {
  const { profile, identifiers, ignored } = identity.identify(written);
  const { decisions, notes } = consentPreferences(event, purposes);
  const messageId = event.messageId ?? randomUUID();
  const document: EventDocument = {
    _id: events.idOf(source, messageId),
    profile,
    ts: event.timestamp ?? receivedAt,
    key: eventKey(event.type, event.name),
    source,
    messageId,
    receivedAt,
    properties: event.properties,
    context: withoutIdentifiers(event.context),
    ...(event.groupId === null ? {} : { groupId: event.groupId }),
    hash: contentHash(event.type, raw),
  };
  const { _id: id, ts, key, hash } = document;
  const traits = personTraits(event);
  return {
    raw,
    document,
    work: { id, hash, profile, ts, key, source, receivedAt, identifiers, traits, decisions },
    notes: [...ignored.map(({ namespace, reason }) => `${namespace}: ${reason}`), ...notes],
  };
}

const NOBODY: WireFault = {
  code: "no_identifier",
  field: "userId",
  message: "userId: give userId, anonymousId or another identifier: an event is always somebody's",
};

function tooLarge(bytes: number): WireFault {
  return {
    code: "too_large",
    field: null,
    message: `The event has ${String(bytes)} bytes; ${String(MOST_EVENT_BYTES)} are the most.`,
  };
}

function messageIdOf(raw: unknown): string | null {
  const id = typeof raw === "object" && raw !== null && "messageId" in raw ? raw.messageId : null;
  return typeof id === "string" && id.length <= 100 && id !== "" ? id : null;
}

function rejected(index: number, fault: WireFault & { messageId: string | null }): ItemResult {
  const { messageId, ...error } = fault;
  return { index, messageId, outcome: "REJECTED", id: null, error, notes: [] };
}

const OUTCOMES = { accepted: "ACCEPTED", duplicate: "DUPLICATE", conflict: "QUARANTINED" } as const;

function stored(index: number, { document, notes }: Prepared, outcome: AppendOutcome): ItemResult {
  return {
    index,
    messageId: document.messageId,
    outcome: OUTCOMES[outcome],
    id: document._id,
    error: outcome === "conflict" ? CONFLICT : null,
    notes,
  };
}

const CONFLICT: WireFault = {
  code: "id_conflict",
  field: "messageId",
  message: "messageId: another event of this source has this id; this one is kept in quarantine",
};

function toQuarantine({
  document,
  raw,
}: Prepared): Parameters<EventsPort["quarantine"]>[0][number] {
  const { _id, source, messageId, receivedAt } = document;
  return {
    event: _id,
    source,
    messageId,
    reason: CONFLICT.code,
    body: JSON.stringify(raw),
    receivedAt,
  };
}
