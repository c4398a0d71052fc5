const PERIOD_MS = 28 * 24 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The four weeks that an instant lies in: when they began, counted from 1970 in UTC. Windows and lifetimes see time in
 * these steps, so that a profile seen every day is looked at again thirteen times a year, not at every event; and as
 * they are whole weeks, the week that a profile keeps is enough to tell.
 */
export function periodOf(at: Date | number): number {
  return Math.floor(Number(at) / PERIOD_MS) * PERIOD_MS;
}

/** Whether what was seen last in one period is within so many days of another; null: any number of days. */
export function isWithin(days: number | null, seen: number, newest: number): boolean {
  return days === null || newest - seen <= days * DAY_MS;
}
