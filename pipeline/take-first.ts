/** Takes what came first off a queue, up to a size in all; the first however large it is. */
export function takeFirst<T>(queue: T[], most: number, sizeOf: (one: T) => number): T[] {
  let size = 0;
  let count = 0;
  for (const one of queue) {
    size += sizeOf(one);
    if (count > 0 && size > most) break;
    count += 1;
  }
  return queue.splice(0, count);
}
