import type { Timestamp } from "mongodb";
import { monthOf } from "../domain/computed/calendar.ts";
import { dayState, type CountedEvent, type DayState } from "../domain/computed/day-state.ts";
import type { ComputedDefinition } from "../domain/computed/definition.ts";
import type { ProfileDayKey } from "./profile-day.ts";

/** What a day was found to come to. */
export interface ComputedDay extends ProfileDayKey {
  /** From when on its events were read. */
  readonly stamp: Timestamp;
  /** By the definition's state. */
  readonly states: readonly (readonly [state: string, DayState | null])[];
}

/** One definition of each state: those that share one come to the same by day. */
export function oneOfEachState(traits: readonly ComputedDefinition[]): ComputedDefinition[] {
  return [...new Map(traits.map((trait) => [trait.state, trait])).values()];
}

/** What a day comes to by all its events, for one definition of each state. */
export function computedDay(
  { profile, day }: ProfileDayKey,
  stamp: Timestamp,
  defined: readonly ComputedDefinition[],
  events: readonly CountedEvent[],
): ComputedDay {
  return {
    profile,
    day,
    stamp,
    states: defined.map((trait) => [trait.state, dayState(trait, events)]),
  };
}

/** The id of the document that a day is in. */
export function documentOf({ profile, day }: ProfileDayKey): string {
  return `${profile}/${String(monthOf(day))}`;
}
