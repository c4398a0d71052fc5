import { eventKey } from "../../platform/event-key.ts";
import {
  addMetrics,
  ALL_EVENTS,
  delayBucket,
  noMetrics,
  OTHER,
  UNREADABLE,
  type DayMetrics,
} from "../../subgraphs/events/index.ts";
import type { JudgedItem, Watch } from "../acceptance/watch.ts";
import type { CompiledPlan } from "../plans/compile-plan.ts";
import { createFieldCounter, type FieldCounter } from "./count-fields.ts";
import { createPlannedNames, type PlannedNames } from "./planned-names.ts";

/** Counts in memory what becomes of events. */
export interface EventCounter {
  readonly count: Watch;
  /** What was counted since the last call: a part a key, and one a source for all its keys. */
  take(): DayMetrics[];
}

/** The most different sources, event keys of a source beside those of its plan, and notes of a key, told apart on a day. */
const MOST_SOURCES = 500;
const MOST_KEYS = 200;
const MOST_NOTES = 30;
const LONGEST_NOTE = 120;
const LONGEST_KEY = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is counted of one key. */
interface Cell {
  metrics: DayMetrics;
  readonly fields: FieldCounter;
  readonly notes: Set<string>;
  touched: boolean;
}

/** What is counted of one source on one day. */
interface SourceCells {
  readonly source: string;
  readonly day: Date;
  readonly byKey: Map<string, Cell>;
}

/** An empty counter. What goes beyond a bound is counted as `(other)`, never dropped. */
export function createEventCounter(plans: readonly CompiledPlan[]): EventCounter {
  const plannedOf = createPlannedNames(plans);
  // By day, by source. Cells outlive a `take`, so that the bounds hold for the day.
  const days = new Map<number, Map<string, SourceCells>>();

  const cellsOf = (day: number, source: string): SourceCells => {
    const sources = days.get(day) ?? new Map<string, SourceCells>();
    days.set(day, sources);
    const name = sources.has(source) || sources.size < MOST_SOURCES ? source : OTHER;
    const cells = sources.get(name) ?? { source: name, day: new Date(day), byKey: new Map() };
    sources.set(name, cells);
    return cells;
  };

  return {
    count: (items, source, receivedAt) => {
      const day = receivedAt.getTime() - (receivedAt.getTime() % DAY_MS);
      const hour = receivedAt.getUTCHours();
      const cells = cellsOf(day, source);
      for (const item of items)
        countItem(cellOf(cells, keyOf(item), plannedOf), item, receivedAt, hour);
    },
    take: () => {
      const taken: DayMetrics[] = [];
      for (const sources of days.values())
        for (const { source, day, byKey } of sources.values()) {
          const all: DayMetrics[] = [];
          for (const cell of byKey.values()) if (cell.touched) all.push(takeCell(cell));
          if (all.length === 0) continue;
          const total = noMetrics(source, ALL_EVENTS, day);
          for (const part of all) addMetrics(total, part, false);
          taken.push(total, ...all);
        }
      const newest = Math.max(...days.keys());
      for (const day of days.keys()) if (day < newest - DAY_MS) days.delete(day);
      return taken;
    },
  };
}

function cellOf(
  { source, day, byKey }: SourceCells,
  key: string,
  plannedOf: (source: string, key: string) => PlannedNames,
): Cell {
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const fits = byKey.size < MOST_KEYS && key.length <= LONGEST_KEY;
  const isKept = key === UNREADABLE || plannedOf(source, key).isDeclared;
  const name = fits || isKept ? key : OTHER;
  const made = byKey.get(name) ?? {
    metrics: noMetrics(source, name, day),
    fields: createFieldCounter(plannedOf(source, name)),
    notes: new Set(),
    touched: false,
  };
  byKey.set(name, made);
  return made;
}

const OUTCOME = {
  ACCEPTED: "accepted",
  DUPLICATE: "duplicate",
  QUARANTINED: "quarantined",
  REJECTED: "rejected",
} as const;

function countItem(cell: Cell, item: JudgedItem, receivedAt: Date, hour: number): void {
  const { metrics, fields } = cell;
  const { outcome, code, field, event, document, notes, plan } = item;
  cell.touched = true;
  metrics.outcomes[OUTCOME[outcome]] += 1;
  metrics.firstAt ??= receivedAt;
  if (metrics.lastAt === null || receivedAt > metrics.lastAt) metrics.lastAt = receivedAt;
  if (plan !== null) metrics.plan = plan;
  // The codes are our own and few; what notes say is the sender's, and takes no room of theirs.
  if (code !== null) increase(metrics.codes, code);
  if (field !== null) fields.blame(field);
  if (outcome === "ACCEPTED" && document !== null) {
    metrics.hours[hour] = (metrics.hours[hour] ?? 0) + 1;
    const bucket = delayBucket(receivedAt.getTime() - document.ts.getTime());
    metrics.delays[bucket] = (metrics.delays[bucket] ?? 0) + 1;
  }
  // A repeat says nothing new of its event.
  if (outcome === "DUPLICATE") return;
  if (outcome === "ACCEPTED" && notes.length > 0) {
    metrics.noted += 1;
    for (const note of notes) increase(metrics.notes, admit(note, cell.notes));
  }
  if (event !== null) {
    metrics.looked += 1;
    fields.count(event);
  }
}

function admit(note: string, admitted: Set<string>): string {
  const short = note.length > LONGEST_NOTE ? note.slice(0, LONGEST_NOTE) : note;
  if (admitted.size < MOST_NOTES) admitted.add(short);
  return admitted.has(short) ? short : OTHER;
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function takeCell(cell: Cell): DayMetrics {
  const { metrics } = cell;
  cell.metrics = noMetrics(metrics.source, metrics.key, metrics.day);
  cell.touched = false;
  for (const [path, counts] of cell.fields.take()) metrics.fields.set(path, counts);
  return metrics;
}

function keyOf({ event, document }: JudgedItem): string {
  return event === null ? UNREADABLE : (document?.key ?? eventKey(event.type, event.name));
}
