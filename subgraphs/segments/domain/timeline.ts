/**
 * When something is true: ascending instants at which it turns, first to true, then to false, and so on, in
 * milliseconds. True since always starts with `-Infinity`; an odd number of instants means true for ever. An interval
 * holds its start and not its end.
 */
export type Timeline = readonly number[];

/** Never true. */
export const NEVER: Timeline = [];

/** True where the other is not. */
export function not(timeline: Timeline): Timeline {
  return timeline[0] === -Infinity ? timeline.slice(1) : [-Infinity, ...timeline];
}

/** True where all are. */
export function all(timelines: readonly Timeline[]): Timeline {
  return atLeast(timelines.length, timelines);
}

/** True where one of them is, or more. */
export function any(timelines: readonly Timeline[]): Timeline {
  return atLeast(1, timelines);
}

/** True where `need` of the timelines are, or more: a sweep over their turns, O(n log n). */
function atLeast(need: number, timelines: readonly Timeline[]): Timeline {
  const turns = timelines
    .flatMap((timeline) => timeline.map((at, i) => ({ at, by: i % 2 === 0 ? 1 : -1 })))
    .sort((a, b) => a.at - b.at);
  const result: number[] = [];
  let holding = 0;
  turns.forEach(({ at, by }, i) => {
    holding += by;
    if (turns[i + 1]?.at === at) return;
    if (holding >= need !== (result.length % 2 === 1)) result.push(at);
  });
  return result;
}

/** The newest interval that began at or before `now`, and the next turn after `now`. */
export function at(
  timeline: Timeline,
  now: number,
): {
  readonly last: { readonly from: number; readonly to: number | null } | null;
  readonly next: number | null;
} {
  const turned = timeline.findIndex((turn) => turn > now);
  const count = turned === -1 ? timeline.length : turned;
  const next = timeline[count] ?? null;
  if (count === 0) return { last: null, next };
  const start = count % 2 === 1 ? count - 1 : count - 2;
  const from = timeline[start] ?? -Infinity;
  return { last: { from, to: count % 2 === 1 ? null : (timeline[start + 1] ?? null) }, next };
}
