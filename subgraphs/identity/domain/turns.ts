/** Lets works that share a key take turns, in the order they came; others run side by side. */
export type Turns = <T>(keys: readonly string[], work: () => Promise<T>) => Promise<T>;

/** Makes turns for one process: what would collide in the database waits here instead. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return (keys, work) => {
    const before = keys.flatMap((key) => last.get(key) ?? []);
    const mine = before.length === 0 ? work() : Promise.all(before).then(work);
    const over = mine.then(noop, noop).then(() => {
      for (const key of keys) if (last.get(key) === over) last.delete(key);
    });
    for (const key of keys) last.set(key, over);
    return mine;
  };
}

function noop(): void {
  // Whether a work succeeded is its caller's business, not that of the next in turn.
}
