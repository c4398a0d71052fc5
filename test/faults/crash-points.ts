/** A place to die at: a command of the write path, and its side. */
export interface CrashPoint {
  readonly name: string;
  /** As `CRASH_AT` has it. */
  readonly at: string;
}

const BOTH: readonly (readonly [command: string, collection: string, what: string])[] = [
  ["insert", "inbox", "acceptance: the note"],
  ["insert", "events", "acceptance: the events, before the acknowledgement"],
  ["insert", "quarantine", "acceptance: what is put aside"],
  ["insert", "observations", "resolve: what events state"],
  ["update", "profiles", "resolve: traits of known profiles"],
  ["insert", "profiles", "resolve: new profiles, in the transaction"],
  ["update", "customers", "resolve: customers that change, in the transaction"],
  ["commitTransaction", "", "resolve or decide: the commit"],
  ["update", "receipts", "decide: receipts, in the transaction"],
  ["update", "identifiers", "decide: the projection, in the transaction"],
  ["update", "memberships", "evaluate: memberships"],
  ["delete", "inbox", "settle"],
  ["update", "inbox", "claim and postpone"],
  ["find", "inbox", "a worker's look for what waits"],
  ["find", "memberships", "upkeep: memberships that turn by time"],
  ["update", "leases", "the lease's beat"],
  ["update", "metric_daily", "flush of quality counts"],
];

/** Every point at which the processes are killed: before and after each command of the write path. */
export const CRASH_POINTS: readonly CrashPoint[] = BOTH.flatMap(([command, collection, what]) =>
  ["before", "after"].map((moment) => ({
    name: `${moment} ${what}`,
    at: [moment, command, collection].join(" ").trim(),
  })),
);
