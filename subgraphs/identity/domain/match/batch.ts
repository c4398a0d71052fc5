import { blockingRules, type BlockingRule } from "./block-keys.ts";
import { findCandidates, type BlockingLimits, type Candidates } from "./candidates.ts";
import { comparerOf, type Comparer } from "./comparisons.ts";
import { preparedFields, recordReader, type Prepared, type ReadingRules } from "./prepare.ts";
import type { MatchField, MatchRecord } from "./roles.ts";

/** Which records a matcher reads, and how. */
export interface MatchShape extends ReadingRules {
  readonly fields: readonly MatchField[];
}

/** Records of one file, to compare with one another. */
export interface SourceRecord {
  readonly record: MatchRecord;
  /** The file or system that it is from. */
  readonly source: string;
}

/** Records made ready for training and resolving: prepared, blocked, compared once. */
export interface Batch {
  readonly shape: MatchShape;
  readonly comparer: Comparer;
  readonly rules: readonly BlockingRule[];
  /** In the canonical order, which follows from what the records say and not from how they came. */
  readonly records: readonly Prepared[];
  readonly sources: readonly string[];
  /** Where each record stood as it came. */
  readonly places: Int32Array;
  readonly candidates: Candidates;
  /** For each candidate pair, the level of each comparison. */
  readonly levels: Int8Array;
}

/** Tells how far a step is, from 0 to 1. */
export type Progress = (step: string, done: number) => void;

const EVERY = 1 << 16;

/** Makes records ready. */
export function openBatch(
  shape: MatchShape,
  given: readonly SourceRecord[],
  limits: BlockingLimits,
  progress: Progress,
): Batch {
  const read = recordReader(shape.fields, shape);
  const fields = preparedFields(shape.fields);
  const comparer = comparerOf(fields);
  const rules = blockingRules(fields);
  const ready = given.map(({ record, source }, place) => {
    const prepared = read(record);
    return { prepared, source, place, key: contentKey(prepared, source) };
  });
  ready.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.place - b.place));
  const records = ready.map(({ prepared }) => prepared);
  progress("blocking", 0);
  const candidates = findCandidates(records, rules, limits);
  progress("blocking", 1);
  const width = comparer.comparisons.length;
  const levels = new Int8Array(candidates.count * width);
  for (let p = 0; p < candidates.count; p++) {
    if (p % EVERY === 0) progress("comparing", p / candidates.count);
    const [a, b] = [records[candidates.left[p] ?? 0], records[candidates.right[p] ?? 0]];
    if (a !== undefined && b !== undefined) comparer.compare(a, b, levels, p * width);
  }
  progress("comparing", 1);
  return {
    shape,
    comparer,
    rules,
    records,
    sources: ready.map(({ source }) => source),
    places: Int32Array.from(ready, ({ place }) => place),
    candidates,
    levels,
  };
}

/** What a record says, as a text that sorts. */
export function contentKey(record: Prepared, source: string): string {
  const values = record.values.map((value) => value?.key ?? "").join("\u0001");
  return `${values}\u0001${record.nameWords.join(" ")}\u0001${record.suffix ?? ""}\u0001${source}`;
}
