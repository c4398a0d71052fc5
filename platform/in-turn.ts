/** Runs works one after the other, in the order they came. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a queue of this process. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    // Whether a work succeeded is its caller's business, not that of the next in turn.
    last = mine.catch(() => undefined);
    return mine;
  };
}
