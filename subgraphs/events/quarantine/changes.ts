import { bodyNow, type QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import type { EventsStore } from "../store.ts";
import { applyPatch } from "./apply-patch.ts";
import { findEntries } from "./list.ts";

/** What became of a change to one entry. */
export type Change =
  | { readonly kind: "done" }
  | { readonly kind: "not_found" }
  /** It was replayed or discarded before. */
  | { readonly kind: "settled"; readonly entry: QuarantineEntry }
  /** A replay, or another change, is at it. */
  | { readonly kind: "busy" }
  /** Its replay was cut off: whether its event was stored is found out by replaying it, before anything changes. */
  | { readonly kind: "cut_off" }
  | { readonly kind: "refused"; readonly problem: string };

/** Who changes something, and when. */
export interface ChangeBy {
  readonly by: string;
  readonly at: Date;
}

/** Changes what will be sent at the next replay; one result an id, in order. */
export function patchEntries(
  store: EventsStore,
  ids: readonly string[],
  patch: unknown,
  { by, at }: ChangeBy,
): Promise<Change[]> {
  return changeEach(store, ids, at, async (entry) => {
    const patched = applyPatch(bodyNow(entry), patch);
    if (patched.kind === "refused") return patched;
    const { modifiedCount } = await store.quarantine.updateOne(untouched(entry), {
      $set: { patched: patched.body },
      $push: { patches: { at, by, patch: JSON.stringify(patch) } },
      $inc: { revision: 1 },
    });
    return modifiedCount === 1 ? { kind: "done" } : { kind: "busy" };
  });
}

/** Settles entries that nobody will replay; one result an id, in order. */
export function discardEntries(
  store: EventsStore,
  ids: readonly string[],
  reason: string,
  { by, at }: ChangeBy,
): Promise<Change[]> {
  return changeEach(store, ids, at, async (entry) => {
    const { modifiedCount } = await store.quarantine.updateOne(untouched(entry), {
      $set: { state: "DISCARDED", settled: { at, by, reason } },
      $inc: { revision: 1 },
    });
    return modifiedCount === 1 ? { kind: "done" } : { kind: "busy" };
  });
}

// Why an entry cannot be changed now; null where it can.
function obstacle(entry: QuarantineEntry, now: Date): Change | null {
  if (entry.state !== "WAITING") return { kind: "settled", entry };
  if (entry.holder === undefined) return null;
  return { kind: entry.heldUntil !== undefined && entry.heldUntil > now ? "busy" : "cut_off" };
}

function untouched({ _id, revision }: QuarantineEntry): Record<string, unknown> {
  return { _id, revision, state: "WAITING", holder: { $exists: false } };
}

async function changeEach(
  store: EventsStore,
  ids: readonly string[],
  now: Date,
  change: (entry: QuarantineEntry) => Promise<Change>,
): Promise<Change[]> {
  const found = new Map((await findEntries(store, ids)).map((entry) => [entry._id, entry]));
  return Promise.all(
    ids.map(async (id) => {
      const entry = found.get(id);
      if (entry === undefined) return { kind: "not_found" };
      return obstacle(entry, now) ?? (await change(entry));
    }),
  );
}
