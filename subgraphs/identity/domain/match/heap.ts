/** A queue that gives its strongest entry first: the highest score, of equals the lowest pair of numbers. */
export interface PairHeap {
  push(score: number, left: number, right: number): void;
  /** The strongest entry, or null where none is left. */
  pop(): { readonly score: number; readonly left: number; readonly right: number } | null;
}

/** Makes an empty queue (a binary heap in three arrays). */
export function pairHeap(): PairHeap {
  const scores: number[] = [];
  const lefts: number[] = [];
  const rights: number[] = [];
  const before = (i: number, j: number): boolean => {
    const d = (scores[i] ?? 0) - (scores[j] ?? 0);
    if (d !== 0) return d > 0;
    const e = (lefts[i] ?? 0) - (lefts[j] ?? 0);
    return e !== 0 ? e < 0 : (rights[i] ?? 0) < (rights[j] ?? 0);
  };
  const swap = (list: number[], i: number, j: number): void => {
    const kept = list[i] ?? 0;
    list[i] = list[j] ?? 0;
    list[j] = kept;
  };
  const exchange = (i: number, j: number): void => {
    swap(scores, i, j);
    swap(lefts, i, j);
    swap(rights, i, j);
  };
  return {
    push: (score, left, right) => {
      let i = scores.push(score) - 1;
      lefts.push(left);
      rights.push(right);
      while (i > 0) {
        const parent = (i - 1) >> 1;
        if (!before(i, parent)) break;
        exchange(i, parent);
        i = parent;
      }
    },
    pop: () => {
      if (scores.length === 0) return null;
      exchange(0, scores.length - 1);
      const [score = 0, left = 0, right = 0] = [scores.pop(), lefts.pop(), rights.pop()];
      for (let i = 0; ;) {
        const child = 2 * i + 1;
        if (child >= scores.length) break;
        const strongest = child + 1 < scores.length && before(child + 1, child) ? child + 1 : child;
        if (!before(strongest, i)) break;
        exchange(strongest, i);
        i = strongest;
      }
      return { score, left, right };
    },
  };
}
