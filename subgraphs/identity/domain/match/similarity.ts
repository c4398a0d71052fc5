/**
 * How alike two short strings are. All are symmetric; none looks at anything but the letters.
 */

const MOST = 64;
// Rows and marks that every call reuses: nothing outlives a call.
const rows = [
  new Uint8Array(MOST + 1),
  new Uint8Array(MOST + 1),
  new Uint8Array(MOST + 1),
] as const;
const takenA = new Uint8Array(MOST);
const takenB = new Uint8Array(MOST);

/**
 * Edits between two strings, where swapped neighbours are one edit (optimal string alignment, Damerau 1964).
 * What lies beyond 64 letters is not read.
 */
export function edits(a: string, b: string): number {
  if (a === b) return 0;
  const m = a.length < MOST ? a.length : MOST;
  const n = b.length < MOST ? b.length : MOST;
  let [before, last, now]: [Uint8Array, Uint8Array, Uint8Array] = [rows[0], rows[1], rows[2]];
  for (let j = 0; j <= n; j++) last[j] = j;
  for (let i = 1; i <= m; i++) {
    now[0] = i;
    const x = a.charCodeAt(i - 1);
    for (let j = 1; j <= n; j++) {
      const y = b.charCodeAt(j - 1);
      let least = (last[j - 1] ?? 0) + (x === y ? 0 : 1);
      const dropped = (last[j] ?? 0) + 1;
      const added = (now[j - 1] ?? 0) + 1;
      if (dropped < least) least = dropped;
      if (added < least) least = added;
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && y === a.charCodeAt(i - 2)) {
        const swapped = (before[j - 2] ?? 0) + 1;
        if (swapped < least) least = swapped;
      }
      now[j] = least;
    }
    const spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return last[n] ?? 0;
}

/** Jaro–Winkler similarity, 0 to 1 (Winkler 1990: prefix weight 0.1, at most four letters). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const m = a.length < MOST ? a.length : MOST;
  const n = b.length < MOST ? b.length : MOST;
  if (m === 0 || n === 0) return 0;
  const same = shared(a, b, m, n);
  if (same === 0) return 0;
  let swaps = 0;
  for (let i = 0, j = 0; i < m; i++) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) swaps++;
    j++;
  }
  const jaro = (same / m + same / n + (same - swaps / 2) / same) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < m && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Marks the letters that both share within half the longer string, and counts them. */
function shared(a: string, b: string, m: number, n: number): number {
  const half = ((m > n ? m : n) >> 1) - 1;
  const reach = half > 0 ? half : 0;
  takenA.fill(0, 0, m);
  takenB.fill(0, 0, n);
  let same = 0;
  for (let i = 0; i < m; i++) {
    const letter = a.charCodeAt(i);
    const end = i + reach + 1 < n ? i + reach + 1 : n;
    for (let j = i > reach ? i - reach : 0; j < end; j++) {
      if (takenB[j] === 1 || b.charCodeAt(j) !== letter) continue;
      takenA[i] = takenB[j] = 1;
      same++;
      break;
    }
  }
  return same;
}
