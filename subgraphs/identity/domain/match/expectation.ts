/** Levels of many pairs, alike ones counted together: what EM goes over instead of the pairs. */
export interface Patterns {
  readonly width: number;
  /** `width` levels for each pattern, -1 unknown. */
  readonly levels: Int8Array;
  readonly counts: Float64Array;
}

/** Two classes of pairs, as EM sees them. */
export interface Mixture {
  /** The share of matches. */
  readonly share: number;
  /** By comparison and level, how often matches, and others, are at it. */
  readonly m: readonly Float64Array[];
  readonly u: readonly Float64Array[];
  /** How many matches EM expects with a known level, by comparison. */
  readonly support: readonly number[];
}

/** Counts equal rows of levels together. */
export function countPatterns(levels: Int8Array, width: number): Patterns {
  const at = new Map<string, number>();
  const rows: number[] = [];
  const counts: number[] = [];
  for (let from = 0; from + width <= levels.length; from += width) {
    let key = "";
    for (let c = 0; c < width; c++) key += String.fromCharCode((levels[from + c] ?? -1) + 66);
    const found = at.get(key);
    if (found === undefined) {
      at.set(key, counts.length);
      counts.push(1);
      for (let c = 0; c < width; c++) rows.push(levels[from + c] ?? -1);
    } else counts[found] = (counts[found] ?? 0) + 1;
  }
  return { width, levels: Int8Array.from(rows), counts: Float64Array.from(counts) };
}

const FLOOR = 1e-5;
const ROUNDS = 60;

/**
 * Expectation–maximisation over two classes with conditionally independent levels (Winkler 1988; Dempster, Laird &
 * Rubin 1977). Both classes are free: within a block the others are not like random pairs. What is unknown counts for
 * neither. `start` says where the matches and the others begin, and so which class is which.
 */
export function fitMixture(
  patterns: Patterns,
  start: {
    readonly share: number;
    readonly m: readonly Float64Array[];
    readonly u: readonly Float64Array[];
  },
): Mixture {
  let share = start.share;
  let m: readonly Float64Array[] = start.m;
  let u: readonly Float64Array[] = start.u;
  let support: number[] = [];
  const all = patterns.counts.reduce((sum, count) => sum + count, 0);
  for (let round = 0; round < ROUNDS; round++) {
    const nextM = m.map((levels) => new Float64Array(levels.length));
    const nextU = u.map((levels) => new Float64Array(levels.length));
    let matches = 0;
    for (let p = 0; p < patterns.counts.length; p++) {
      const count = patterns.counts[p] ?? 0;
      const p1 = posterior(patterns, p, share, m, u);
      matches += p1 * count;
      for (let c = 0; c < patterns.width; c++) {
        const level = patterns.levels[p * patterns.width + c] ?? -1;
        const [toM, toU] = [nextM[c], nextU[c]];
        if (level < 0 || toM === undefined || toU === undefined) continue;
        toM[level] = (toM[level] ?? 0) + p1 * count;
        toU[level] = (toU[level] ?? 0) + (1 - p1) * count;
      }
    }
    support = nextM.map((levels) => levels.reduce((sum, value) => sum + value, 0));
    const moved = Math.abs(matches / all - share);
    share = Math.min(0.999, Math.max(1e-6, matches / all));
    m = nextM.map((levels, c) => normalised(levels, start.m[c]));
    u = nextU.map((levels, c) => normalised(levels, start.u[c]));
    if (moved < 1e-7 && round > 5) break;
  }
  return { share, m, u, support };
}

function posterior(
  patterns: Patterns,
  p: number,
  share: number,
  m: readonly Float64Array[],
  u: readonly Float64Array[],
): number {
  let odds = share / (1 - share);
  for (let c = 0; c < patterns.width; c++) {
    const level = patterns.levels[p * patterns.width + c] ?? -1;
    if (level >= 0) odds *= (m[c]?.[level] ?? FLOOR) / (u[c]?.[level] ?? FLOOR);
  }
  return odds > 1e12 ? 1 : odds / (1 + odds);
}

/** Shares of a total, none nought: one pair's worth of where it started is mixed in. */
function normalised(levels: Float64Array, start: Float64Array | undefined): Float64Array {
  const total = levels.reduce((sum, value) => sum + value, 0) + 1;
  return levels.map((value, l) => Math.max(FLOOR, (value + (start?.[l] ?? 0)) / total));
}
