import { hash } from "node:crypto";

/** The most names that one source's statements are kept of, of one profile. */
export const MOST_OF_SOURCE = 500;
/** The most that all sources together have, a name once for each source. */
const MOST_OF_PROFILE = 1_000;

/** That a source has stated a trait. */
export interface NamedBy {
  readonly name: string;
  readonly source: string;
}

/**
 * What is left out of a profile that more names were stated of than are kept. Those stay that come first by a hash of
 * name and source: what is left out of some statements is left out of any more, so neither order nor batches decide; and
 * no source takes the place of another's names but where very many sources state very many.
 */
export function beyondBounds<T extends NamedBy>(stated: readonly T[]): T[] {
  if (stated.length <= MOST_OF_SOURCE) return [];
  const inOrder = stated
    .map((one) => ({ one, rank: rankOf(one) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const ofSource = new Map<string, number>();
  let kept = 0;
  return inOrder.flatMap(({ one }) => {
    const before = ofSource.get(one.source) ?? 0;
    if (before >= MOST_OF_SOURCE || kept >= MOST_OF_PROFILE) return [one];
    ofSource.set(one.source, before + 1);
    kept += 1;
    return [];
  });
}

function rankOf({ name, source }: NamedBy): string {
  return hash("sha256", `${name}\n${source}`, "hex");
}
