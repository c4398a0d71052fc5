import type { ImportState } from "../../subgraphs/events/index.ts";

/** How far an import is, as `/v1/import` answers it. */
export interface ImportDescription {
  readonly id: string;
  readonly source: string;
  readonly name: string | null;
  readonly state: "running" | "done" | "failed";
  readonly problem: string | null;
  /** Records read and done with. */
  readonly records: number;
  /** Bytes done with: `offset=` may go on there. */
  readonly bytes: number;
  readonly total: number | null;
  /** Records a second, over the whole time. */
  readonly perSecond: number;
  /** Seconds that the rest will take at that rate; null where the size is not known. */
  readonly secondsLeft: number | null;
  /** Their sum is what the records came to: nothing is dropped silently. */
  readonly outcomes: ImportState["outcomes"];
  readonly reasons: ImportState["reasons"];
  readonly startedAt: string;
  readonly updatedAt: string;
}

/** Describes an import to its sender. */
export function describeImport(state: Omit<ImportState, "columns">): ImportDescription {
  const { id, source, name, problem, records, bytes, total, outcomes, reasons } = state;
  const seconds = (state.updatedAt.getTime() - state.startedAt.getTime()) / 1_000;
  const isRunning = state.state === "RUNNING";
  return {
    id,
    source,
    name,
    state: state.state.toLowerCase() as ImportDescription["state"],
    problem,
    records,
    bytes,
    total,
    perSecond: seconds > 0 ? Math.round(records / seconds) : 0,
    secondsLeft:
      total === null || bytes === 0 || !isRunning
        ? null
        : Math.round((Math.max(0, total - bytes) / bytes) * seconds),
    outcomes,
    reasons,
    startedAt: state.startedAt.toISOString(),
    updatedAt: state.updatedAt.toISOString(),
  };
}
