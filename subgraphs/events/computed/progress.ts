import { createHash, randomUUID } from "node:crypto";
import type { ComputedDefinition } from "../domain/computed/definition.ts";
import { othersCompute } from "../leases.ts";
import type { ComputedProgressDocument, EventsStore } from "../store.ts";

/** Where in history its work is: the profile and day worked last; null at the start. */
export type Cursor = ComputedProgressDocument["cursor"];

/** The states that definitions keep, each once. */
export function statesOf(traits: readonly ComputedDefinition[]): string[] {
  return [...new Set(traits.map(({ state }) => state))];
}

/** Names the states that definitions keep. */
export function nameOf(traits: readonly ComputedDefinition[]): string {
  return createHash("sha256")
    .update(statesOf(traits).sort().join(" "))
    .digest("base64url")
    .slice(0, 12);
}

/**
 * Takes away the progress of all states but these: from here on days are computed without the others, so that history is
 * to be worked again where their definitions come back.
 */
export async function forgetOthers(
  { computedProgress }: EventsStore,
  traits: readonly ComputedDefinition[],
): Promise<void> {
  await computedProgress.deleteMany({ _id: { $nin: statesOf(traits) } });
}

/** The states among these whose history is not worked yet. */
export async function unfinishedStates(
  { computedProgress }: EventsStore,
  traits: readonly ComputedDefinition[],
): Promise<ReadonlySet<string>> {
  const states = statesOf(traits);
  const found = await computedProgress.find({ _id: { $in: states }, done: true }).toArray();
  const done = new Set(found.map(({ _id }) => _id));
  return new Set(states.filter((state) => !done.has(state)));
}

/**
 * The states whose history is to be worked, begun where they are new; null as long as workers are there that compute other
 * states: what they touch would have to be worked again. Those begin by taking away the progress of what they don't keep,
 * after their lease is in force: so either they are seen here, or what was begun here is gone.
 */
export async function openStates(
  store: EventsStore,
  traits: readonly ComputedDefinition[],
): Promise<readonly ComputedProgressDocument[] | null> {
  const { computedProgress } = store;
  const states = [...(await unfinishedStates(store, traits))];
  if (states.length === 0) return [];
  await computedProgress.bulkWrite(
    states.map((_id) => ({
      updateOne: {
        filter: { _id },
        update: { $setOnInsert: { run: randomUUID(), done: false, cursor: null } },
        upsert: true,
      },
    })),
  );
  if (await othersCompute(store, nameOf(traits))) return null;
  return computedProgress.find({ _id: { $in: states }, done: false }).toArray();
}

/** Keeps how far these are; false where one was taken away meanwhile. */
export async function advance(
  { computedProgress }: EventsStore,
  open: readonly ComputedProgressDocument[],
  reached: { readonly done: true } | { readonly cursor: Cursor },
): Promise<boolean> {
  const { matchedCount } = await computedProgress.updateMany(
    { $or: open.map(({ _id, run }) => ({ _id, run: run ?? null })) } as object,
    { $set: reached },
  );
  return matchedCount === open.length;
}
