/** A place to die at: a command of the write path, and its side. */
export interface CrashPoint {
  readonly name: string;
  /** As `CRASH_AT` has it. */
  readonly at: string;
  /** At most so many such commands go well first: of some there are few in a process's life. */
  readonly mostSkips: number;
  /** What there has to be for the point to be reached. */
  readonly needs: Need;
}

/**
 * What a point needs beside the load: `nothing`; `orphans`, batches that a process left which was killed before;
 * `failures`, events that cannot be worked; `matching`, a model and records of people; `retention`, a run of
 * `npm run retain`, which is what dies.
 */
export type Need = "nothing" | "orphans" | "failures" | "matching" | "retention";

type Row = readonly [command: string, what: string, mostSkips?: number, needs?: Need];

const OFTEN = 5;

const BOTH: readonly Row[] = [
  ["insert inbox", "acceptance: the note"],
  ["insert events", "acceptance: the events, before the acknowledgement"],
  ["insert quarantine", "acceptance: what is put aside"],
  ["insert observations", "resolve: what events state"],
  ["update profiles", "resolve: traits of known profiles"],
  ["insert profiles", "resolve: new profiles, in the transaction"],
  ["update customers", "resolve: customers that change, in the transaction"],
  ["commitTransaction", "resolve or decide: the commit"],
  ["update receipts", "decide: receipts, in the transaction"],
  ["update identifiers", "decide: the projection, in the transaction"],
  ["update computed_days", "compute: days of computed traits"],
  ["insert memberships", "evaluate: memberships of who is new"],
  ["update memberships", "evaluate: memberships"],
  ["delete inbox", "settle"],
  ["update inbox claim", "claim", 0, "orphans"],
  ["update inbox attempts", "postpone", 0, "failures"],
  ["update match_records", "match: records", 2, "matching"],
  ["update match_pairs", "match: pairs", 2, "matching"],
  ["insert identity_links", "match: links, in the transaction", 0, "matching"],
  ["insert identity_operations", "match: the ledger, in the transaction", 0, "matching"],
  ["find inbox", "a worker's look for what waits"],
  ["find memberships read.due", "upkeep: memberships that turn by time", 1],
  ["update leases", "the lease's beat"],
  ["update metric_daily", "flush of quality counts", 1],
  ["update plan_violations", "flush of violation counts", 1],
  ["find events", "retention: a look for what is old", 0, "retention"],
  ["update events", "retention: events become tombstones", 0, "retention"],
];

/** Every point at which the processes are killed: before and after each command of the write path. */
export const CRASH_POINTS: readonly CrashPoint[] = BOTH.flatMap(
  ([command, what, mostSkips = OFTEN, needs = "nothing"]) =>
    ["before", "after"].map((moment) => ({
      name: `${moment} ${what}`,
      at: `${moment} ${command}`,
      mostSkips,
      needs,
    })),
);
