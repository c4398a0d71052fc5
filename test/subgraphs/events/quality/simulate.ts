/** A seeded source of random numbers (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** A count of that mean: Poisson by the gaps between events, by its normal limit where they are many. */
function poisson(mean: number, next: () => number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)));
  let count = 0;
  for (let left = -Math.log(1 - next()); left < mean; left -= Math.log(1 - next())) count += 1;
  return count;
}

/**
 * Events by hour of a shop: nights are quiet, weekends busier, and every hour (10 %) and every day (8 %) has a weather of
 * its own, so that counts vary more than chance alone makes them.
 */
export function shopHours(hours: number, perHour: number, next: () => number): number[] {
  let weather = 1;
  return Array.from({ length: hours }, (_, at) => {
    if (at % 24 === 0) weather = Math.exp(0.08 * normal(next));
    const day = 1 + 0.8 * Math.sin(((at % 24) - 9) * (Math.PI / 12));
    const week = Math.floor(at / 24) % 7 >= 5 ? 1.4 : 1;
    return poisson(perHour * day * week * weather * Math.exp(0.1 * normal(next)), next);
  });
}

/** How often something of that share is among `n`. */
export function among(n: number, share: number, next: () => number): number {
  let count = 0;
  for (let i = 0; i < n; i += 1) if (next() < share) count += 1;
  return count;
}

/** A share that is a little another one each day. */
export function wobble(share: number, by: number, next: () => number): number {
  const odds = Math.log(share / (1 - share)) + by * normal(next);
  return 1 / (1 + Math.exp(-odds));
}
