import type { Random } from "../../platform/random.ts";

/** The days that the feed covers, ms since the epoch. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const DAYS = 120;
/** Room for a visit that begins last. */
const ROOM = 3 * HOUR;

/** How busy each hour of the day is (UTC): quiet nights, long evenings. */
const HOURS: readonly (readonly [number, number])[] = [
  [0, 1],
  [6, 2],
  [7, 4],
  [8, 5],
  [9, 6],
  [11, 7],
  [12, 8],
  [14, 6],
  [16, 8],
  [18, 10],
  [19, 12],
  [20, 10],
  [21, 6],
];

/** The window that ends at an instant. */
export function windowUntil(until: Date): Window {
  return { start: until.getTime() - DAYS * DAY, end: until.getTime() };
}

/** An instant of the window, at a time of day when people are about; `from` and `to` are parts of the window, 0 to 1. */
export function momentIn(window: Window, random: Random, from = 0, to = 1): number {
  const length = window.end - window.start;
  const least = window.start + DAY + from * (length - DAY);
  const most = window.start + to * length - ROOM;
  const drawn = Math.max(least, least + random.next() * (most - least));
  const midnight = Math.floor(drawn / DAY) * DAY;
  const at = midnight + random.weighted(HOURS) * HOUR + Math.floor(random.next() * 2 * HOUR);
  return at > window.end - ROOM ? at - DAY : at;
}
