/** A seeded stream of numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** From 0 up to, never reaching, 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  /** How often something happens that happens `mean` times on average (Poisson). */
  count(mean: number): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
  hex(digits: number): string;
  /** A stream of its own, so that one person or part can change without moving the others. */
  fork(label: string): Random;
}

/** Makes the stream of a seed. */
export function seededRandom(seed: string): Random {
  const next = sfc32(hash128(seed));
  const int = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => {
    const found = from[int(0, from.length - 1)];
    if (found === undefined) throw new RangeError("There is nothing to pick from.");
    return found;
  };
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    weighted: (from) => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of from) if ((left -= weight) < 0) return value;
      return pick(from)[0];
    },
    count: (mean) => {
      const limit = Math.exp(-mean);
      let times = 0;
      for (let product = next(); product > limit; product *= next()) times++;
      return times;
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    hex: (digits) => {
      let text = "";
      while (text.length < digits)
        text += Math.floor(next() * 0x1_0000_0000)
          .toString(16)
          .padStart(8, "0");
      return text.slice(0, digits);
    },
    fork: (label) => seededRandom(`${seed}/${label}`),
  };
}

type State = [number, number, number, number];

/** sfc32, "small fast counting": C. Doty-Humphrey, PractRand (public domain). */
function sfc32([a, b, c, d]: State): () => number {
  const next = (): number => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 0x1_0000_0000;
  };
  // Seeds that are alike give streams that are alike at first: let the state mix.
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** Four FNV-1a hashes (Fowler, Noll, Vo) from four offsets, each finished with the mixer of MurmurHash3 (both public domain). */
function hash128(text: string): State {
  const one = (offset: number): number => {
    let h = offset;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return h ^ (h >>> 16);
  };
  return [one(0x811c9dc5), one(0x9e3779b9), one(0x3c6ef372), one(0xdaa66d2b)];
}
