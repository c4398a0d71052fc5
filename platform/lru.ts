/** A map that forgets what was not used for long. */
export interface Lru<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
}

/**
 * Keeps at most `size` entries, and at least the half of them that was used last. Two generations: what is used moves to
 * the younger, and when that is half of all, the older is forgotten as a whole. An order by use would cost a removal for
 * each look, which is most of what a look costs.
 */
export function createLru<Key, Value>(size: number): Lru<Key, Value> {
  const half = Math.max(1, Math.floor(size / 2));
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();
  const set = (key: Key, value: Value): void => {
    if (young.size >= half && !young.has(key)) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };
  return {
    get: (key) => {
      const value = young.get(key);
      if (value !== undefined) return value;
      const before = old.get(key);
      if (before !== undefined) set(key, before);
      return before;
    },
    set,
  };
}
