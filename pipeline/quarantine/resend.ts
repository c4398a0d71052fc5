import type { QuarantineEntry } from "../../subgraphs/events/index.ts";
import type { Accept, ItemResult, SentItem } from "../acceptance/item.ts";
import { itemsOf, type ReaderOf } from "./items-of.ts";

/** What became of an entry that was sent once more. */
export interface Resent {
  readonly id: string;
  readonly outcome: ItemResult["outcome"];
  /** The event that stands for it; null where it failed, or says nothing. */
  readonly event: string | null;
  /** Why it failed again; null where it did not. */
  readonly fault: NonNullable<QuarantineEntry["lastAttempt"]>["fault"];
}

/** Sends entries, each under its source; an entry fails with the first of its items that fails. */
export async function resend(
  entries: readonly QuarantineEntry[],
  accept: Accept,
  readerOf: ReaderOf,
): Promise<Resent[]> {
  const bySource = new Map<string, { id: string; items: readonly SentItem[] }[]>();
  for (const entry of entries) {
    const group = bySource.get(entry.source) ?? [];
    group.push({ id: entry._id, items: await itemsOf(entry, readerOf) });
    bySource.set(entry.source, group);
  }
  const groups = [...bySource].map(async ([source, group]) => {
    const results = await accept(
      group.flatMap(({ items }) => items),
      source,
    );
    let next = 0;
    return group.map(({ id, items }) => toResent(id, results.slice(next, (next += items.length))));
  });
  return (await Promise.all(groups)).flat();
}

function toResent(id: string, results: readonly ItemResult[]): Resent {
  const failed = results.find(({ error }) => error !== null);
  if (failed?.error != null) {
    const { plan, ...fault } = failed.error;
    return { id, outcome: failed.outcome, event: null, fault: { ...fault, plan: plan ?? null } };
  }
  const [first] = results;
  return { id, outcome: first?.outcome ?? "ACCEPTED", event: first?.id ?? null, fault: null };
}
