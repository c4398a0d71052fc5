import type { ItemResult } from "../../../../pipeline/index.ts";
import type { EventDocument } from "../../../../subgraphs/events/index.ts";

/** One event as it was sent, what became of it, and where it is stored. */
export interface SentEvent {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly result: ItemResult;
  readonly stored: EventDocument | undefined;
}

export interface BruteScores {
  readonly completeness: number;
  readonly validity: number;
  readonly uniqueness: number;
  readonly freshness: number;
  readonly score: number;
}

/**
 * The scores of a source by walking its events one by one: no counters, no buckets, written from the formulas of
 * docs/quality.md. `required`: by event key.
 */
export function bruteScores(
  events: readonly SentEvent[],
  required: Readonly<Record<string, readonly string[]>>,
): BruteScores {
  const readable = events.filter(({ raw }) => typeof raw["type"] === "string");
  const fresh = events.filter(({ result }) => result.outcome === "ACCEPTED");
  const isConflict = ({ result }: SentEvent): boolean => result.error?.code === "id_conflict";
  const first = events.filter((one) => one.result.outcome !== "DUPLICATE" && !isConflict(one));
  const clean = first.filter(
    ({ result }) => result.outcome === "ACCEPTED" && result.notes.length === 0,
  );
  const looked = readable.filter(({ result }) => result.outcome !== "DUPLICATE");
  const keys = new Map<string, SentEvent[]>();
  for (const one of looked) {
    const key = `${text(one.raw["type"])}:${text(one.raw["event"])}`;
    keys.set(key, [...(keys.get(key) ?? []), one]);
  }
  let complete = 0;
  for (const [key, some] of keys) complete += some.length * completenessOf(some, required[key]);
  const parts = {
    completeness: complete / looked.length,
    validity: clean.length / first.length,
    uniqueness:
      1 -
      events.filter((one) => one.result.outcome === "DUPLICATE" || isConflict(one)).length /
        events.filter(({ result }) => result.outcome !== "REJECTED").length,
    freshness:
      fresh.reduce((sum, { stored }) => {
        const delay = (stored?.receivedAt.getTime() ?? 0) - (stored?.ts.getTime() ?? 0);
        return sum + Math.min(1, Math.max(0, 1 - delay / 86_400_000));
      }, 0) / fresh.length,
  };
  const { completeness, validity, uniqueness, freshness } = parts;
  const score = (3 * completeness + 3 * validity + uniqueness + 2 * freshness) / 9;
  return { ...parts, score };
}

function completenessOf(events: readonly SentEvent[], required: readonly string[] = []): number {
  const holds = (event: SentEvent, path: string): boolean => {
    const value = path
      .split(".")
      .reduce<unknown>(
        (at, name) => (at as Record<string, unknown> | undefined)?.[name],
        event.raw,
      );
    return (
      value !== null && value !== undefined && (typeof value !== "string" || value.trim() !== "")
    );
  };
  const paths = new Set<string>();
  for (const { raw } of events)
    for (const part of ["properties", "traits"])
      for (const name of Object.keys(raw[part] ?? {})) paths.add(`${part}.${name}`);
  for (const name of ["userId", "anonymousId", "messageId", "timestamp"]) paths.add(name);
  const shareOf = (path: string): number =>
    events.filter((one) => holds(one, path)).length / events.length;
  const expected = [...new Set([...paths, ...required])].flatMap((path) => {
    const share = shareOf(path);
    if (required.includes(path)) return share;
    return events.length >= 20 && share >= 0.8 ? 1 : [];
  });
  return expected.reduce((sum, one) => sum + one, 0) / expected.length;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
