import type { Clock } from "../../platform/clock.ts";
import type { AppendOutcome, EventsPort } from "../../subgraphs/events/index.ts";
import type { WireEvent, WireFault } from "../wire/wire-event.ts";
import { createAppendTogether, type AppendTogetherDependencies } from "./append-together.ts";
import type { Accept, ItemResult, SentItem } from "./item.ts";
import {
  prepare,
  type HeldItem,
  type Prepared,
  type PrepareDependencies,
  type ReadyItem,
} from "./prepare.ts";
import type { JudgedItem, Watch } from "./watch.ts";

/** What acceptance is handed. */
export interface AcceptDependencies extends PrepareDependencies, AppendTogetherDependencies {
  readonly events: Pick<EventsPort, "idOf" | "append" | "quarantine">;
  readonly clock: Clock;
  /** Told what became of every item; null where nobody counts. */
  readonly watch: Watch | null;
}

/** Makes the verb that everything comes in by: prepare, store; all else follows from the mark it leaves. */
export function createAccept(dependencies: AcceptDependencies): Accept {
  const { events, clock, watch } = dependencies;
  const append = createAppendTogether(dependencies);
  return async (items, source) => {
    const receivedAt = clock();
    const prepared = items.map((item) => prepare(item, source, receivedAt, dependencies));
    const ready = prepared.filter((one) => one.kind === "ready");
    const outcomes = await append(ready, receivedAt);
    const aside = [
      ...prepared.flatMap((one) =>
        one.kind === "held" && one.item.replayed === undefined
          ? [asHeld(one, source, receivedAt)]
          : [],
      ),
      ...ready.flatMap((one, i) =>
        outcomes[i] === "conflict" && one.item.replayed === undefined ? [asConflict(one)] : [],
      ),
    ];
    if (aside.length > 0) await events.quarantine(aside);
    const results = resultsOf(prepared, outcomes);
    watch?.(
      results.flatMap((result, i) => {
        const one = prepared[i];
        return one === undefined ? [] : [judged(one, result)];
      }),
      source,
      receivedAt,
    );
    return results;
  };
}

const OUTCOMES = { accepted: "ACCEPTED", duplicate: "DUPLICATE", conflict: "QUARANTINED" } as const;

/** What each sender is told: the outcomes of storage are those of the ready items, in order. */
export function resultsOf(
  prepared: readonly Prepared[],
  outcomes: readonly AppendOutcome[],
): ItemResult[] {
  let next = 0;
  return prepared.map((one, index) =>
    resultOf(one, index, one.kind === "ready" ? (outcomes[next++] ?? "accepted") : null),
  );
}

function resultOf(one: Prepared, index: number, stored: AppendOutcome | null): ItemResult {
  switch (one.kind) {
    case "refused":
      return {
        index,
        messageId: one.messageId,
        outcome: "REJECTED",
        id: null,
        error: one.fault,
        notes: [],
      };
    case "held":
      return {
        index,
        messageId: one.messageId,
        outcome: "QUARANTINED",
        id: one.id,
        error: one.fault,
        notes: [],
      };
    case "ready":
      return {
        index,
        messageId: one.document.messageId,
        outcome: OUTCOMES[stored ?? "accepted"],
        id: one.document._id,
        error: stored === "conflict" ? CONFLICT : null,
        notes: one.notes,
      };
  }
}

function judged(one: Prepared, result: ItemResult): JudgedItem {
  return {
    result,
    outcome: result.outcome,
    code: result.error?.code ?? null,
    field: result.error?.field ?? null,
    event: one.event,
    document: one.kind === "ready" ? one.document : null,
    notes: result.notes,
    plan: one.kind === "refused" ? null : one.plan,
  };
}

const CONFLICT: WireFault = {
  code: "id_conflict",
  field: "messageId",
  message: "messageId: another event of this source has this id; this one is kept in quarantine",
};

type Aside = Parameters<EventsPort["quarantine"]>[0][number];

function asConflict({ document, event, item }: ReadyItem): Aside {
  const { _id, source, messageId, receivedAt } = document;
  const about = { event: _id, source, messageId, receivedAt, ...typeOf(event) };
  return { ...about, ...whatCame(item, CONFLICT), kind: "event" };
}

function asHeld({ id, messageId, event, fault, item }: HeldItem, source: string, at: Date): Aside {
  const kind = item.fault === undefined ? "event" : "record";
  const about = { event: id, source, messageId, receivedAt: at, ...typeOf(event) };
  return { ...about, ...whatCame(item, fault), kind };
}

/** The kind and name of an event; neither where it could not be read. */
export function typeOf(event: WireEvent | null): Pick<Aside, "type" | "name"> {
  if (event === null) return { type: null, name: null };
  return { type: event.type.toUpperCase() as Uppercase<WireEvent["type"]>, name: event.name };
}

function whatCame(
  { raw, type, original, live }: SentItem,
  { plan, ...fault }: WireFault,
): Pick<Aside, "call" | "body" | "original" | "fault" | "live"> {
  const body = JSON.stringify(raw);
  return {
    body,
    call: type ?? null,
    original: original === undefined || original === body ? null : original,
    fault: { ...fault, plan: plan ?? null },
    ...(live === true ? { live } : {}),
  };
}
