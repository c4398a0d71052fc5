import { findAll } from "../../../platform/read-all.ts";
import type { ProfileDay } from "../domain/computed/compute-trait.ts";
import type { EventsStore } from "../store.ts";

/** Which states to read, and from which month on (null: from the first). */
export interface StatesQuery {
  readonly states: readonly string[];
  readonly since: number | null;
}

/** What days come to, by state. */
export type DaysByState = ReadonlyMap<string, readonly ProfileDay[]>;

/** The states of sets of profiles: one command for all of them, documents examined are those returned. */
export async function readStates(
  { computed }: EventsStore,
  sets: readonly (readonly string[])[],
  { states, since }: StatesQuery,
): Promise<DaysByState[]> {
  const profiles = [...new Set(sets.flat())];
  if (profiles.length === 0 || states.length === 0) return sets.map(() => new Map());
  const found = await findAll(
    computed,
    { profile: { $in: profiles }, ...(since === null ? {} : { month: { $gte: since } }) },
    {
      projection: {
        profile: 1,
        ...Object.fromEntries(states.map((state) => [`v.${state}`, 1])),
      },
    },
  );
  const byProfile = new Map<string, (typeof found)[number][]>();
  for (const document of found) {
    const some = byProfile.get(document.profile);
    if (some === undefined) byProfile.set(document.profile, [document]);
    else some.push(document);
  }
  return sets.map((set) => {
    const days = new Map<string, ProfileDay[]>(states.map((state) => [state, []]));
    for (const { v } of set.flatMap((profile) => byProfile.get(profile) ?? []))
      for (const [state, byDay] of Object.entries(v ?? {}))
        for (const [day, one] of Object.entries(byDay))
          days.get(state)?.push({ day: Number(day), state: one });
    return days;
  });
}
