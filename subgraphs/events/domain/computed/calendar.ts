/** A day in UTC: how many it is after 1 January 1970. */
export type Day = number;

/** The length of a day in UTC, milliseconds. */
export const DAY_MS = 86_400_000;

/** The day that an instant lies in. */
export function dayOf(at: Date): Day {
  return Math.floor(at.getTime() / DAY_MS);
}

/** The instant at which a day begins. */
export function startOf(day: Day): Date {
  return new Date(day * DAY_MS);
}

/** The month of a day, as twelve a year. */
export function monthOf(day: Day): number {
  const at = startOf(day);
  return at.getUTCFullYear() * 12 + at.getUTCMonth();
}

/** The week of a day, from Monday on (ISO 8601): 1 January 1970 was a Thursday. */
export function weekOf(day: Day): number {
  return Math.floor((day + 3) / 7);
}
