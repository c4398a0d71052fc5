import { randomUUID } from "node:crypto";
import { eventKey } from "../../platform/event-key.ts";
import type { EventDocument, EventsPort, PendingEvent } from "../../subgraphs/events/index.ts";
import type { Identity } from "../../subgraphs/identity/index.ts";
import { traitFault } from "../wire/check-traits.ts";
import { isTooDeep } from "../wire/check-tree.ts";
import { consentPreferences } from "../wire/consent-preferences.ts";
import { recordId } from "../wire/record-id.ts";
import { contentHash, contentOf } from "../wire/content-hash.ts";
import { identifiersOf, inexactIdentifiers, personTraits } from "../wire/identifiers.ts";
import { parseEvent } from "../wire/parse-event.ts";
import { withoutIdentifiers } from "../wire/without-identifiers.ts";
import type { FindPii } from "../pii/create-find-pii.ts";
import type { WireEvent, WireFault } from "../wire/wire-event.ts";
import type { SentItem } from "./item.ts";
import type { JudgePlan, PlanVerdict } from "./judge-plan.ts";
import type { Standardise, Standardised } from "./standardise.ts";

type Plain = Readonly<Record<string, unknown>>;

/** What an item turned out to be before anything was stored. */
export type Prepared = ReadyItem | HeldItem | RefusedItem;

/** An event that may be stored, and the work that follows from it. */
export interface ReadyItem {
  readonly kind: "ready";
  readonly item: SentItem;
  readonly event: WireEvent;
  readonly document: EventDocument;
  readonly work: PendingEvent;
  readonly plan: string | null;
  readonly notes: readonly string[];
}

/** An event that its plan wants looked at, or a record that no event could be made of (`event` is null). */
export interface HeldItem {
  readonly kind: "held";
  readonly item: SentItem;
  readonly event: WireEvent | null;
  readonly id: string;
  readonly messageId: string;
  readonly plan: string | null;
  readonly fault: WireFault;
}

/** An item that can't be accepted. */
export interface RefusedItem {
  readonly kind: "refused";
  readonly messageId: string | null;
  readonly event: WireEvent | null;
  readonly fault: WireFault;
}

/** What preparing is handed. */
export interface PrepareDependencies {
  readonly events: Pick<EventsPort, "idOf">;
  readonly identity: Pick<Identity, "identify">;
  readonly purposes: ReadonlySet<string>;
  /** Null where no source has a plan. */
  readonly judgePlan: JudgePlan | null;
  /** Null where values stay as they are sent. */
  readonly standardise: Standardise | null;
  /** Null where nobody looks for personal data out of place. */
  readonly findPii: FindPii | null;
}

/** The most bytes of one event, as JSON. */
const MOST_EVENT_BYTES = 32 * 1024;

/** The chain of acceptance for one item: read → judge by plan → standardise → identify. Stores nothing. */
export function prepare(
  item: SentItem,
  source: string,
  now: Date,
  dependencies: PrepareDependencies,
): Prepared {
  const { raw, type, replayed } = item;
  const receivedAt = replayed?.receivedAt ?? now;
  if (item.fault !== undefined) return unread(item, item.fault, source, dependencies);
  const parsed = parseEvent(raw, receivedAt, type, item.live);
  const refuse = (fault: WireFault, event: WireEvent | null): HeldItem | RefusedItem =>
    item.keep === true
      ? { ...unread(item, fault, source, dependencies), event }
      : refused(raw, fault, event);
  if (parsed.kind === "fault") return refuse(parsed.fault, null);
  const plain = raw as Plain;
  const content = contentOf(plain);
  // A character has at most three bytes; only what may be too large is measured exactly.
  const bytes = content.length * 3 > MOST_EVENT_BYTES ? sizeOf(plain) : 0;
  if (bytes > MOST_EVENT_BYTES) return refuse(tooLarge(bytes), parsed.event);
  const tooMuch = traitFault(parsed.event, content.length);
  if (tooMuch !== null) return refuse(tooMuch, parsed.event);
  const verdict: PlanVerdict = dependencies.judgePlan?.(parsed.event, source) ?? NO_PLAN;
  if (verdict.kind === "reject") return refused(raw, verdict.fault, parsed.event);
  const messageId = parsed.event.messageId ?? replayed?.messageId ?? randomUUID();
  const id = dependencies.events.idOf(source, messageId);
  if (verdict.kind === "quarantine") {
    const { plan, fault } = verdict;
    return { kind: "held", item, event: parsed.event, id, messageId, plan, fault };
  }
  const { plan } = verdict;
  const standard = dependencies.standardise?.(parsed.event, source);
  const event = standard?.event ?? parsed.event;
  const written = identifiersOf(event);
  if (written.length === 0) return refuse(NOBODY, parsed.event);
  const { profile, identifiers, ignored } = dependencies.identity.identify(written);
  const { decisions, notes } = consentPreferences(event, dependencies.purposes);
  const document: EventDocument = {
    _id: id,
    profile,
    ts: event.timestamp ?? receivedAt,
    key: eventKey(event.type, event.name),
    source,
    messageId,
    receivedAt,
    properties: event.properties,
    context: withoutIdentifiers(event.context),
    ...(event.groupId === null ? {} : { groupId: event.groupId }),
    hash: contentHash(event.type, content),
    ...originalsIn(event, standard),
    ...(plan === null ? {} : { plan }),
    ...(standard === undefined ? {} : { standard: standard.standard }),
  };
  const { ts, key, hash } = document;
  const traits = personTraits(event);
  const work: PendingEvent = {
    id,
    hash,
    profile,
    ts,
    key,
    source,
    receivedAt,
    identifiers,
    traits,
    ...changedTraits(parsed.event, event, traits),
    plan,
    standard: standard?.standard ?? null,
    ...(Object.keys(traits).length === 0 ? {} : { messageId }),
    decisions,
  };
  return {
    kind: "ready",
    item,
    event,
    document,
    work,
    plan,
    notes: [
      ...verdict.notes,
      ...(standard?.notes ?? []),
      ...(dependencies.findPii?.(event, source) ?? []),
      ...ignored.map(({ namespace, reason }) => `${namespace}: ${reason}`),
      ...inexactIdentifiers(event).map((namespace) => `${namespace}: ${INEXACT}`),
      ...notes,
    ],
  };
}

/** What an event keeps of what was sent: values of traits live in identity alone, where they can be erased. */
function originalsIn(
  { sentTimestamp }: WireEvent,
  standard: Standardised | undefined,
): Pick<EventDocument, "originals"> {
  const kept = Object.entries(standard?.originals ?? {}).filter(([path]) =>
    path.startsWith("properties."),
  );
  if (sentTimestamp !== undefined) kept.push(["timestamp", sentTimestamp]);
  return kept.length === 0 ? {} : { originals: Object.fromEntries(kept) };
}

/** What was sent of the traits that were changed. */
function changedTraits(
  sent: WireEvent,
  event: WireEvent,
  traits: Plain,
): Pick<PendingEvent, "originals"> {
  if (sent === event) return {};
  const before = personTraits(sent);
  const changed = Object.keys(traits).filter((name) => before[name] !== traits[name]);
  return changed.length === 0
    ? {}
    : { originals: Object.fromEntries(changed.map((name) => [name, before[name]])) };
}

const INEXACT = "is a number that is not kept exactly; send the id as a text";

const NO_PLAN: PlanVerdict = { kind: "ok", plan: null, notes: [] };

const NOBODY: WireFault = {
  code: "no_identifier",
  field: "userId",
  message: "userId: give userId, anonymousId or another identifier: an event is always somebody's",
};

function sizeOf(plain: Plain): number {
  return Buffer.byteLength(JSON.stringify(plain));
}

function tooLarge(bytes: number): WireFault {
  return {
    code: "too_large",
    field: null,
    message: `The event has ${String(bytes)} bytes; ${String(MOST_EVENT_BYTES)} are the most.`,
  };
}

// Its id is made of its text: the same record sent again is put aside once, and each event of a record by itself. What
// is nested too deep can't be written anew: of that the text that came is all there is.
function unread(
  sent: SentItem,
  fault: WireFault,
  source: string,
  { events }: PrepareDependencies,
): HeldItem {
  const item = isTooDeep(sent.raw) ? { ...sent, raw: null } : sent;
  const text =
    item.fault === undefined
      ? JSON.stringify([item.original ?? null, item.raw])
      : (item.original ?? JSON.stringify(item.raw));
  const messageId = recordId(text, 0);
  const id = events.idOf(source, messageId);
  return { kind: "held", item, event: null, id, messageId, plan: null, fault };
}

function refused(raw: unknown, fault: WireFault, event: WireEvent | null): RefusedItem {
  return { kind: "refused", messageId: messageIdOf(raw), event, fault };
}

function messageIdOf(raw: unknown): string | null {
  const id = typeof raw === "object" && raw !== null && "messageId" in raw ? raw.messageId : null;
  return typeof id === "string" && id.length <= 100 && id !== "" ? id : null;
}
