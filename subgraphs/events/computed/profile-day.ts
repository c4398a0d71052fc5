import type { Day } from "../domain/computed/calendar.ts";

/** A profile's day. */
export interface ProfileDayKey {
  readonly profile: string;
  readonly day: Day;
}

/** The text that names it. */
export function textOf({ profile, day }: ProfileDayKey): string {
  return `${profile}/${String(day)}`;
}
