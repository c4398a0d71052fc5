import type { QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import type { QuarantinePlace } from "../domain/quarantine/quarantine-query.ts";
import type { EventsStore } from "../store.ts";
import type { QuarantineFilter } from "../types.generated.ts";
import { discardEntries, patchEntries, type Change, type ChangeBy } from "./changes.ts";
import { countLeft, findEntries, listEntries, type QuarantinePage } from "./list.ts";
import { endReplays, takeForReplay, type ReplayEnd } from "./replays.ts";

/** What is in quarantine, and what is done about it. */
export interface Quarantined {
  /** A part of the list. */
  list(page: QuarantinePage): Promise<QuarantineEntry[]>;
  /** The entries of these ids that are there, in any order. */
  find(ids: readonly string[]): Promise<QuarantineEntry[]>;
  /** How many entries of a filter wait behind a place, oldest first. */
  left(filter: QuarantineFilter | null, after: QuarantinePlace | null): Promise<number>;
  /** Changes what will be sent; one result an id, in order. */
  patch(ids: readonly string[], patch: unknown, by: ChangeBy): Promise<Change[]>;
  /** Settles what nobody will replay; one result an id, in order. */
  discard(ids: readonly string[], reason: string, by: ChangeBy): Promise<Change[]>;
  /** Takes waiting entries for one replay; nobody else has them for `holdMs`. */
  take(
    ids: readonly string[],
    now: Date,
    holdMs: number,
  ): Promise<{ readonly holder: string; readonly taken: readonly QuarantineEntry[] }>;
  /** Notes how the replays of a holder ended. */
  end(holder: string, ends: readonly ReplayEnd[]): Promise<void>;
}

/** The verbs over a store. */
export function createQuarantined(store: EventsStore): Quarantined {
  return {
    list: (page) => listEntries(store, page),
    find: (ids) => findEntries(store, ids),
    left: (filter, after) => countLeft(store, filter, after),
    patch: (ids, patch, by) => patchEntries(store, ids, patch, by),
    discard: (ids, reason, by) => discardEntries(store, ids, reason, by),
    take: (ids, now, holdMs) => takeForReplay(store, ids, now, holdMs),
    end: (holder, ends) => endReplays(store, holder, ends),
  };
}
